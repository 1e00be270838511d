"""The example in docs/analytics.md comes out as it is written there."""

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest

from leitai.ledger.analytics import archive, pivot
from leitai.ledger.analytics.pivot import Request
from leitai.ledger.analytics.tests import small
from leitai.ledger.analytics.tests.small import COUNTY, STREET, TODAY, TOWN, enter, figure
from leitai.ledger.analytics.trees import Level
from leitai.ledger.domain.periods import Period

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).parents[5] / "docs" / "analytics.md").read_text("utf-8")
UNITS = {"甲": STREET, "乙": TOWN}


def block(name: str) -> str:
    found = re.search(rf"```{name}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None, name
    return found[1]


@pytest.fixture
def _entered(db):
    small.build()
    rows = csv.DictReader(block("figures").splitlines())
    enter([figure(row["indicator"], UNITS[row["unit"]], row["period"], row["value"]) for row in rows])


@pytest.mark.usefixtures("_entered")
def test_the_county_is_as_the_page_says():
    rows = list(csv.DictReader(block("county").splitlines()))
    for (indicator, period), told in groupby(rows, lambda row: (row["indicator"], row["period"])):
        asked = Request((indicator,), (Period.parse(period),), level=Level.COUNTY)
        made = pivot.compute(asked, today=TODAY)
        at = [unit.code for unit in made.units].index(COUNTY)
        expected = next(told)
        assert made.shown[0, 0, at] == float(expected["value"]), expected
        assert (made.cube.have[0, 0, at], made.cube.of[0, 0, at]) == (int(expected["have"]), int(expected["of"])), (
            expected
        )


@pytest.mark.usefixtures("_entered")
def test_the_code_of_the_page_reckons_the_same_from_an_archive(tmp_path):
    archive.write(tmp_path / "archive")
    code = block("python").replace("DIR/", f"{tmp_path}/archive/")
    code = code.replace('("甲", "乙")', repr((STREET, TOWN)))
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102  # our own page
    rows = {row["indicator"]: row["value"] for row in names["counties"].to_pylist()}  # type: ignore[attr-defined]
    assert rows["fiscal_revenue"] == 4
    assert rows["fiscal_revenue_yoy"] == 12.5
    assert rows["tax_per_mu"] == 1
