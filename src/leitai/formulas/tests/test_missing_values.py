"""Missing is neither zero nor false: it goes through calculations, and logic decides only what is certain."""

from decimal import Decimal

import pytest

from leitai.formulas.evaluating import evaluate
from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import BOOLEAN, NUMBER

NAMES = {"数": NUMBER, "无": NUMBER, "零": NUMBER, "未知": BOOLEAN}
VALUES = {"数": Decimal(6), "无": None, "零": Decimal(0), "未知": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("数 + 无", None),
        ("无 * 零", None),
        ("-无", None),
        ("数 / 零", None),
        ("零 / 零", None),
        ("合计(数, 无)", None),
        ("平均(数, 无)", None),
        ("最小(数, 无)", None),
        ("最大(无, 数)", None),
        ("无 = 无", None),
        ("数 ≠ 无", None),
        ("约等(数, 无, 1)", None),
        ("缺则(无, 数)", 6),
        ("缺则(无, 无)", None),
        ("合计(数, 缺则(无, 0))", 6),
        ("缺失(无)", True),
        ("缺失(数 / 零)", True),
        ("缺失(数)", False),
        ("未知 且 假", False),
        ("未知 且 真", None),
        ("未知 或 真", True),
        ("未知 或 假", None),
        ("非 未知", None),
        ("如果(未知, 1, 2)", None),
        ("如果(假, 1)", None),
        ("如果(真, 1, 无)", 1),
        ("如果(数 > 0, 数, 数 / 零)", 6),
        ("属于(无, 1, 2)", None),
        ("属于(数, 无, 6)", True),
        ("属于(数, 无, 7)", None),
        ("属于(数, 7, 8)", False),
    ],
)
def test_missing(text: str, value: object) -> None:
    formula = read_formula(text, NAMES)
    assert evaluate(formula, {key: VALUES[key] for key in formula.kinds}) == value


def test_a_reading_must_be_given_even_if_it_is_missing() -> None:
    with pytest.raises(KeyError, match="the reading 无 is not given; give None where it is missing"):
        evaluate(read_formula("数 + 无", NAMES), {"数": 1})


@pytest.mark.parametrize("value", [1.5, True, "1"])
def test_a_number_is_given_as_decimal_or_int(value: object) -> None:
    with pytest.raises(TypeError, match="numbers as Decimal or int"):
        evaluate(read_formula("数", NAMES), {"数": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1e20", "1e999999"])
def test_what_is_no_number_of_the_language_is_missing(value: str) -> None:
    assert evaluate(read_formula("数", NAMES), {"数": Decimal(value)}) is None
