"""Every sentence of the corpus files reads as it says there; a known gap fails, and says so once it is mended."""

from datetime import date
from math import isclose
from typing import Any

import pytest

from leitai.quantities import extract, rows_in, rows_of
from leitai.quantities.tests.readers import CATALOGUE, TREE, cases

PUBLISHED = date(2019, 4, 25)


def params(name: str) -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["text"][:30],
            marks=pytest.mark.xfail(reason=case["gap"], strict=True) if "gap" in case else (),
        )
        for case in cases(name)
    ]


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return all(map(same, found, wanted))
    return isclose(found, wanted, rel_tol=1e-9)


def value_of(row: dict[str, Any]) -> Any:
    return row["value"] if row["value"] is not None else [row["value_min"], row["value_max"]]


@pytest.mark.parametrize("case", params("numbers"))
def test_a_sentence_gives_exactly_its_figures(case):
    rows = [row for row in rows_in(case["text"]) if row["kind"] != "date"]
    assert [(row["surface"], row["base_unit"]) for row in rows] == [(fact[0], fact[2]) for fact in case["facts"]]
    assert all(same(value_of(row), fact[1]) for row, fact in zip(rows, case["facts"], strict=True))


@pytest.mark.parametrize("case", params("times"))
def test_a_time_is_resolved_by_the_day_of_publication(case):
    published = date.fromisoformat(case["published"]) if case["published"] else None
    found = extract(case["text"], published=published).dates
    assert [[one.surface, one.iso] for one in found] == case["times"]


@pytest.mark.parametrize("case", params("rows"))
def test_a_figure_is_understood(case):
    found = extract(case["text"], published=PUBLISHED, gazetteer=TREE, catalogue=CATALOGUE)
    row = next(row for row in rows_of(found) if row["surface"] == case["of"])
    row["doubts"] = [doubt["code"] for doubt in row["doubts"]]  # type: ignore[attr-defined]
    assert {field: row[field] for field in case["expect"]} == case["expect"]
