"""A formula is read as people mean it: precedence, words, numbers, names and texts."""

from datetime import date
from decimal import Decimal

import pytest

from leitai.formulas.evaluating import evaluate
from leitai.formulas.formula import names_in, read_formula
from leitai.formulas.kinds import NUMBER, Value
from leitai.formulas.parsing import parse
from leitai.formulas.syntax import Binary, Number, Operator, Reading, Unary


def value_of(text: str) -> Value:
    return evaluate(read_formula(text, {}), {})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", "14"),
        ("2 * 3 + 4", "10"),
        ("10 - 4 - 3", "3"),
        ("10 - (4 - 3)", "9"),
        ("24 / 4 / 2", "3"),
        ("24 / (4 / 2)", "12"),
        ("7 / (3 - 1)", "3.5"),
        ("-2 * 3", "-6"),
        ("2 - -3", "5"),
        ("--2", "2"),
        ("8 ÷ 2 × 3", "12"),
        ("１２＋３", "15"),
        ("（２ − 5）×3", "-9"),
        ("5万 + 1", "50001"),
        ("2亿", "200000000"),
        ("1.5万亿", "1500000000000"),
        ("50%", "0.5"),
        ("12.5％ * 8", "1"),
        ("1e3 + 1.5E-2", "1000.015"),
        ("合计(1, 2，3、4)", "10"),
        ("SUM(1, 2)\n\t+ Max(3, 4)", "7"),
        ("如果(1 < 2, 10, 20)", "10"),
        ("天数(日期(2019, 2, 27), date(2019, 3, 1))", "2"),
        ("年份(日期(2019, 4, 30)) * 100 + 月份(日期(2019, 4, 30))", "201904"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("真 或 真 且 假", True),
        ("(真 或 真) 且 假", False),
        ("非 真 或 真", True),
        ("非 1 = 2", True),
        ("not (true and false)", True),
        ("1 + 1 = 2 且 3 > 2", True),
        ("1 ≤ 1 and 1 <= 1 and 1 ≥ 1 and 1 >= 1", True),
        ("1 ≠ 1 或 1 != 1 或者 1 <> 1", False),
        ('“街道” = "街道" 并且 「街道」 = "街道"', True),
        ('包含("某街道", "街道")', True),
        ('属于("镇", "街道", "镇")', True),
        ('"他说""好""" ≠ ""', True),
        ("日期(2019, 4, 30) < 日期(2019, 5, 1)", True),
        ("约等(10, 10.04, 0.05)", True),
        ("约等(10, 10.06, 0.05)", False),
    ],
)
def test_truths(text: str, value: bool) -> None:
    assert value_of(text) is value


def test_dates_are_values() -> None:
    assert value_of("最大(日期(2019, 4, 30), 日期(2018, 12, 31))") == date(2019, 4, 30)


def test_a_name_may_begin_or_end_with_a_word_of_the_language() -> None:
    assert names_in("非公企业数 + 或有负债 + 合计") == ("非公企业数", "或有负债", "合计")


def test_a_name_in_brackets_may_be_anything() -> None:
    assert parse("[乡镇（街道）数] / [或]") == Binary(Operator.DIVIDE, Reading("乡镇（街道）数"), Reading("或"))


def test_names_with_fullwidth_letters_are_the_same_names() -> None:
    formula = read_formula("ＧＤＰ / GDP", {"ＧＤＰ": NUMBER})
    assert formula.names == ("GDP",)
    assert evaluate(formula, {"GDP": 3}) == 1


def test_readings_are_listed_once_in_order_with_their_functions_of_time() -> None:
    formula = read_formula("(甲 - 上年同期(甲)) / last_year(甲) + 累计(上期(乙)) + 甲", {"甲": NUMBER, "乙": NUMBER})
    assert [reading.key for reading in formula.readings] == ["甲", "上年同期(甲)", "累计(上期(乙))"]
    assert formula.names == ("甲", "乙")


def test_places_in_the_text_are_kept_but_do_not_count_in_comparison() -> None:
    first, second = parse("甲+1"), parse("  甲  + 1")
    assert first == second
    assert (first.span.start, first.span.end, second.span.start, second.span.end) == (0, 3, 2, 8)


def test_a_minus_sign_belongs_to_the_operand_not_to_the_number() -> None:
    assert isinstance(parse("-5"), Unary)
    assert parse("-5") == Unary(parse("-1").sign, Number(Decimal(5)))
