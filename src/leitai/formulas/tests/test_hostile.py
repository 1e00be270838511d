"""Whatever text arrives, reading it ends soon, with a formula or a FormulaError and nothing else."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.formulas.errors import FormulaError
from leitai.formulas.formatting import canonical
from leitai.formulas.formula import read_formula
from leitai.formulas.functions import BY_NAME
from leitai.formulas.parsing import parse
from leitai.formulas.tests.strategies import NAMES

PIECES = [*NAMES, *BY_NAME, *'()+-*/=<>≤≥≠×÷,，（）[]"“”「」%.且或非万亿 \n', "1", "2.5", "1e9", "9" * 20, "and", "not"]
PIECES += ["日期", "(2019,4,30)", "\u202e", "\u200b", "\x00", "\ud800", "'", ";--", "${jndi}", "__import__"]
SOUP = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


def fault_of(text: str) -> FormulaError | None:
    try:
        tree = read_formula(text, NAMES).tree
    except FormulaError as error:
        return error
    assert parse(canonical(tree)) == tree
    return None


def ends_well(text: str) -> None:
    error = fault_of(text)
    if error is not None:
        assert 1 <= error.column <= len(text) + 1
        assert error.column <= error.end_column <= len(text) + 1
        assert error.describe("zh")
        assert error.describe("en")


@settings(max_examples=800, deadline=None)
@given(SOUP)
def test_any_mixture_of_pieces_ends_well(text: str) -> None:
    ends_well(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_ends_well(text: str) -> None:
    ends_well(text)


HOSTILE: list[Callable[[], str]] = [
    lambda: "(" * 10**6,
    lambda: "(" * 10**6 + "甲" + ")" * 10**6,
    lambda: "(" * 2000,
    lambda: "-" * 2000,
    lambda: "非 " * 1000,
    lambda: "[" * 2000,
    lambda: '"' * 1999,
    lambda: "合计(" * 600,
    lambda: "甲 + " * 10**6,
    lambda: "甲+" * 999 + "甲",
    lambda: "9" * 10**7,
    lambda: "9" * 2000,
    lambda: "0." + "0" * 1990 + "1",
    lambda: "1e999999",
    lambda: "1e" + "9" * 1990,
    lambda: "1e999999 * 1e999999",
    lambda: "上期(" * 400 + "甲" + ")" * 400,
    lambda: "甲 或 " * 400 + "甲",
    lambda: " " * 10**7,
    lambda: "\u0301" * 2000,
    lambda: "甲" + "\u0301" * 1999,
    lambda: "ﷺ" * 2000,
    lambda: "\u202e甲 / 乙\u202c",
    lambda: "甲\u2066 / 乙",
    lambda: "甲 + 1".translate({0x31: "１"}),
    lambda: "甲\ufeff",
    lambda: "𝟙𝟚 + 甲",
]


@pytest.mark.parametrize("make", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_well_within_half_a_second(make: Callable[[], str]) -> None:
    text = make()

    def seconds() -> float:
        start = time.process_time()
        ends_well(text)
        return time.process_time() - start

    assert any(seconds() < 0.5 for _ in range(3))  # the first that nothing disturbs


def test_nothing_that_is_refused_is_repeated_at_length() -> None:
    with pytest.raises(FormulaError) as caught:
        read_formula("子" * 200, NAMES)
    assert len(str(caught.value)) < 120
