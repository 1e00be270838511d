"""The functions of the language: their names, how many arguments they take, and what they are for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitai.formulas.limits import PARTS


class Function(StrEnum):
    """Functions that calculate. The value is the English name."""

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    ABS = "abs"
    ROUND = "round"
    IF = "if"
    COALESCE = "coalesce"
    IS_MISSING = "is_missing"
    CLOSE = "close"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    DAYS = "days"
    YEAR = "year"
    MONTH = "month"


class Shift(StrEnum):
    """Functions of time: they say which value of an indicator is read, and stand around its name only."""

    LAST_YEAR = "last_year"
    PREVIOUS = "previous"
    CUMULATIVE = "cumulative"


DATE: Final = ("日期", "date")


@dataclass(frozen=True, slots=True)
class Signature:
    """Chinese name, fewest and most arguments, how it is written, and what it is."""

    zh: str
    least: int
    most: int
    usage: str
    summary: str


SIGNATURES: Final[dict[Function | Shift, Signature]] = {
    Function.SUM: Signature("合计", 1, PARTS, "合计(甲, 乙, …)", "the sum; missing if one is missing"),
    Function.MEAN: Signature("平均", 1, PARTS, "平均(甲, 乙, …)", "the mean; missing if one is missing"),
    Function.MIN: Signature("最小", 1, PARTS, "最小(甲, 乙, …)", "the least number or earliest day"),
    Function.MAX: Signature("最大", 1, PARTS, "最大(甲, 乙, …)", "the greatest number or latest day"),
    Function.ABS: Signature("绝对值", 1, 1, "绝对值(甲)", "the number without its sign"),
    Function.ROUND: Signature("四舍五入", 1, 2, "四舍五入(甲, 2)", "rounded to 0–12 places, halves away from zero"),
    Function.IF: Signature(
        "如果", 2, 3, "如果(条件, 甲, 乙)", "甲 where the condition holds, 乙 (or missing) where not"
    ),
    Function.COALESCE: Signature("缺则", 2, PARTS, "缺则(甲, 0)", "the first that is not missing"),
    Function.IS_MISSING: Signature("缺失", 1, 1, "缺失(甲)", "whether there is no value; never missing itself"),
    Function.CLOSE: Signature("约等", 3, 3, "约等(甲, 乙, 0.01)", "whether two numbers differ by at most the third"),
    Function.ONE_OF: Signature(
        "属于", 2, PARTS, '属于(甲, "镇", "街道")', "whether the first equals one of the others"
    ),
    Function.CONTAINS: Signature("包含", 2, 2, '包含(甲, "街道")', "whether the second text stands in the first"),
    Function.DAYS: Signature("天数", 2, 2, "天数(起, 止)", "days from the first date to the second"),
    Function.YEAR: Signature("年份", 1, 1, "年份(日)", "the year of a date"),
    Function.MONTH: Signature("月份", 1, 1, "月份(日)", "the month of a date"),
    Shift.LAST_YEAR: Signature("上年同期", 1, 1, "上年同期(甲)", "the value of the same period of the year before"),
    Shift.PREVIOUS: Signature("上期", 1, 1, "上期(甲)", "the value of the period before"),
    Shift.CUMULATIVE: Signature("累计", 1, 1, "累计(甲)", "the value from the start of the year to the period's end"),
}

BY_NAME: Final[dict[str, Function | Shift]] = {
    name: function for function, signature in SIGNATURES.items() for name in (function.value, signature.zh)
}


def named(name: str) -> Function | Shift | None:
    """The function of a Chinese or English name, in large or small letters."""
    return BY_NAME.get(name.casefold())
