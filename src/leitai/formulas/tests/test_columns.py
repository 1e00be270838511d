"""Whole columns: which ones may be given, what comes back, and frames without rows."""

from decimal import Decimal

import polars as pl
import pytest

from leitai.formulas.columns import column
from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import BOOLEAN, DATE, NUMBER, TEXT

NAMES = {"甲": NUMBER, "乙": NUMBER, "真": BOOLEAN, "文": TEXT, "日": DATE}
FORMULA = read_formula("甲 / 乙 * 100", NAMES)


def test_the_series_is_called_by_the_formula_and_is_as_long_as_the_frame() -> None:
    frame = pl.DataFrame({"甲": [1, 2, None], "乙": [Decimal("8.0"), Decimal(0), Decimal(1)]})
    found = column(FORMULA, frame)
    assert found.name == "甲 / 乙 * 100"
    assert found.to_list() == [Decimal("12.5"), None, None]


def test_columns_may_have_other_names_than_the_readings() -> None:
    formula = read_formula("甲 - 上年同期(甲)", NAMES)
    frame = pl.DataFrame({"甲": [5], "last": [3]})
    assert column(formula, frame, {"上年同期(甲)": "last"}).to_list() == [2]


def test_a_formula_of_literals_fills_the_column() -> None:
    frame = pl.DataFrame({"甲": [1, 2, 3]})
    assert column(read_formula("2 * 3", NAMES), frame).to_list() == [6, 6, 6]
    assert column(read_formula('"镇"', NAMES), frame).to_list() == ["镇"] * 3


def test_a_column_that_knows_nothing_is_missing() -> None:
    assert column(FORMULA, pl.DataFrame({"甲": [None, None], "乙": [1, 2]})).to_list() == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "甲 / 乙 * 2",
        "平均(甲, 3)",
        "如果(甲 > 1, 2)",
        "最大(1, 甲)",
        "缺则(甲, 0) = 1 且 真",
        "1 + 1",
        "四舍五入(甲, 2)",
    ],
)
def test_a_frame_without_rows_gives_a_column_without_rows(text: str) -> None:
    frame = pl.DataFrame({"甲": [], "乙": []}, schema={"甲": pl.Int64, "乙": pl.Decimal(10, 2)})
    assert column(read_formula(text, {"甲": NUMBER, "乙": NUMBER}), frame).to_list() == []


def test_a_lacking_column_is_named() -> None:
    with pytest.raises(KeyError, match="the reading 乙 has no column “乙”; the frame has 甲"):
        column(FORMULA, pl.DataFrame({"甲": [1]}))


@pytest.mark.parametrize("values", [[1.5], ["1"], [True]])
def test_numbers_are_decimal_or_whole(values: list[object]) -> None:
    with pytest.raises(TypeError, match=r"the reading 乙 has a column of .*; give a number, numbers as Decimal"):
        column(FORMULA, pl.DataFrame({"甲": [1], "乙": values}))


def test_what_is_out_of_range_is_missing_and_the_other_rows_stand() -> None:
    frame = pl.DataFrame({"甲": [10**18, 1], "乙": [Decimal("0.001"), Decimal(4)]})
    assert column(FORMULA, frame).to_list() == [None, 25]
