"""Why this figure: the formula in words, and the steps with their values."""

from decimal import Decimal

import pytest

from leitai.formulas.explaining import BETWEEN, CALLS, SHIFTED, in_words, steps
from leitai.formulas.formula import read_formula
from leitai.formulas.functions import Function, Shift
from leitai.formulas.kinds import NUMBER
from leitai.formulas.syntax import Operator

NAMES = {"增加值": NUMBER, "人数": NUMBER}


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("增加值 * 10000 / 人数", "（增加值乘以10000）除以人数", "(增加值 times 10000) divided by 人数"),
        ("上年同期(累计(人数))", "上年同期的年初以来累计的人数", None),
        (
            "合计(人数, 2, 3) ≠ 增加值",
            "（人数、2、3的合计）不等于增加值",
            "(the sum of 人数, 2, 3) differs from 增加值",
        ),
        ("四舍五入(人数)", "人数四舍五入到0位小数", "人数 rounded to 0 places"),
        ("如果(非 真, 人数)", "如果（并非是）则取人数，否则取缺失", "if (not yes) then 人数, otherwise nothing"),
        ('属于("镇", "村", "镇")', "“镇”属于“村”、“镇”之一", "“镇” is one of “村”, “镇”"),
    ],
)
def test_a_formula_in_words(text: str, zh: str, en: str | None) -> None:
    tree = read_formula(text, NAMES).tree
    assert in_words(tree) == zh
    assert en is None or in_words(tree, "en") == en


def test_steps_lead_from_the_readings_to_the_result() -> None:
    formula = read_formula("四舍五入(增加值 * 10000 / 人数, 1) - 增加值", NAMES)
    found = [step.describe() for step in steps(formula, {"增加值": Decimal("1.5"), "人数": 700})]
    assert found == [
        "增加值 = 1.5",
        "增加值 * 10000 = 15000",
        "人数 = 700",
        "增加值 * 10000 / 人数 = 21.428571428571",
        "四舍五入(增加值 * 10000 / 人数, 1) = 21.4",
        "四舍五入(增加值 * 10000 / 人数, 1) - 增加值 = 19.9",
    ]


@pytest.mark.parametrize(
    ("text", "people", "last"),
    [
        ("增加值 / 人数", Decimal(0), "增加值 / 人数 = missing (the divisor is zero)"),
        ("增加值 / 人数", None, "增加值 / 人数 = missing (a figure that it needs is missing)"),
        ("人数", None, "人数 = missing (no figure was given)"),
        ("人数", Decimal("1e30"), "人数 = missing (it is out of range)"),
        ("人数 * 人数", Decimal("1e15"), "人数 * 人数 = missing (it is out of range)"),
        ("如果(人数 > 0, 1)", Decimal(0), "if(人数 > 0, 1) = missing (no case applies)"),
    ],
)
def test_a_missing_result_says_why(text: str, people: Decimal | None, last: str) -> None:
    formula = read_formula(text, NAMES)
    given = {"增加值": Decimal(1), "人数": people}
    assert steps(formula, given)[-1].describe("en") == last


def test_every_operator_and_function_has_words() -> None:
    assert set(BETWEEN) == set(Operator)
    assert set(CALLS) == set(Function)
    assert set(SHIFTED) == set(Shift)
