"""Units of measure are carried along where they are known, and never invented."""

import pytest

from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import Typed, Unit

NAMES = {
    "增加值": Typed.number("亿元"),
    "产值": Typed.number("亿元"),
    "用地": Typed.number("亩"),
    "密度": Typed.number("亿元/亩"),
    "某数": Typed.number(),
}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("增加值 / 用地", "亿元/亩"),
        ("增加值 / 用地 + 密度", "亿元/亩"),
        ("密度 * 用地 - 产值", "亿元"),
        ("增加值 / 产值", "1"),
        ("产值 * 产值", "亿元^2"),
        ("合计(增加值, 产值)", "亿元"),
        ("缺则(增加值, 0)", "亿元"),
        ("如果(增加值 > 5, 0, 产值)", "亿元"),
        ("四舍五入(增加值, 1)", "亿元"),
        ("-增加值 + 某数", "亿元"),
        ("上年同期(增加值)", "亿元"),
        ("增加值 * 10000", None),
        ("增加值 * 某数", None),
        ("增加值 / 产值 * 100", None),
    ],
)
def test_the_unit_of_a_result(text: str, unit: str | None) -> None:
    found = read_formula(text, NAMES).typed.unit
    assert (str(found) if found is not None else None) == unit


def test_a_unit_with_a_stroke_is_a_quotient() -> None:
    assert Unit.of("件/万人") == Unit.of("件") / Unit.of("万人")
    assert Unit.of("件") / Unit.of("件") == Unit()
