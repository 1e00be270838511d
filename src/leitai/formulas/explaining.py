"""A formula in plain words, and the steps by which a figure came about: an answer to “why this figure?”."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from leitai.formulas.errors import Language
from leitai.formulas.evaluating import Given, traced
from leitai.formulas.formatting import canonical, plain
from leitai.formulas.formula import Formula
from leitai.formulas.functions import Function, Shift
from leitai.formulas.kinds import Value
from leitai.formulas.syntax import (
    Binary,
    Call,
    Day,
    Node,
    Number,
    Operator,
    Reading,
    Sign,
    Text,
    Truth,
    Unary,
    children,
)

Words = tuple[str, str]
"""Chinese and English."""

BETWEEN: Final[dict[Operator, Words]] = {
    Operator.OR: ("{0}，或者{1}", "{0}, or {1}"),
    Operator.AND: ("{0}，并且{1}", "{0}, and {1}"),
    Operator.EQUAL: ("{0}等于{1}", "{0} equals {1}"),
    Operator.UNEQUAL: ("{0}不等于{1}", "{0} differs from {1}"),
    Operator.LESS: ("{0}小于{1}", "{0} is less than {1}"),
    Operator.AT_MOST: ("{0}不超过{1}", "{0} is at most {1}"),
    Operator.GREATER: ("{0}大于{1}", "{0} is more than {1}"),
    Operator.AT_LEAST: ("{0}不低于{1}", "{0} is at least {1}"),
    Operator.ADD: ("{0}加上{1}", "{0} plus {1}"),
    Operator.SUBTRACT: ("{0}减去{1}", "{0} minus {1}"),
    Operator.MULTIPLY: ("{0}乘以{1}", "{0} times {1}"),
    Operator.DIVIDE: ("{0}除以{1}", "{0} divided by {1}"),
}
BEFORE: Final[dict[Sign, Words]] = {Sign.NOT: ("并非{0}", "not {0}"), Sign.MINUS: ("负的{0}", "minus {0}")}
CALLS: Final[dict[Function, Words]] = {
    Function.SUM: ("{all}的合计", "the sum of {all}"),
    Function.MEAN: ("{all}的平均", "the mean of {all}"),
    Function.MIN: ("{all}中最小的", "the least of {all}"),
    Function.MAX: ("{all}中最大的", "the greatest of {all}"),
    Function.ABS: ("{0}的绝对值", "the absolute value of {0}"),
    Function.ROUND: ("{0}四舍五入到{1}位小数", "{0} rounded to {1} places"),
    Function.IF: ("如果{0}则取{1}，否则取{2}", "if {0} then {1}, otherwise {2}"),
    Function.COALESCE: ("{all}中第一个有数的", "the first of {all} that is known"),
    Function.IS_MISSING: ("{0}缺失", "{0} is missing"),
    Function.CLOSE: ("{0}与{1}相差不超过{2}", "{0} and {1} differ by at most {2}"),
    Function.ONE_OF: ("{0}属于{rest}之一", "{0} is one of {rest}"),
    Function.CONTAINS: ("{0}包含{1}", "{0} contains {1}"),
    Function.DAYS: ("从{0}到{1}的天数", "the days from {0} to {1}"),
    Function.YEAR: ("{0}的年份", "the year of {0}"),
    Function.MONTH: ("{0}的月份", "the month of {0}"),
}
SHIFTED: Final[dict[Shift, Words]] = {
    Shift.LAST_YEAR: ("上年同期的{0}", "{0} of the same period of last year"),
    Shift.PREVIOUS: ("上期的{0}", "{0} of the period before"),
    Shift.CUMULATIVE: ("年初以来累计的{0}", "{0} since the start of the year"),
}
DEFAULTS: Final[dict[Function, Words]] = {Function.ROUND: ("0", "0"), Function.IF: ("缺失", "nothing")}


def in_words(node: Node, language: Language = "zh") -> str:
    """The formula read aloud. Parts that are calculations themselves stand in parentheses."""
    match node:
        case Number() | Text() | Day() | Truth():
            return shown(node.value, language)
        case Reading(name, shifts):
            for shift in reversed(shifts):
                name = _in(SHIFTED[shift], language).format(name)
            return name
        case Unary(sign, operand):
            return _in(BEFORE[sign], language).format(_part(operand, language))
        case Binary(operator, left, right):
            return _in(BETWEEN[operator], language).format(_part(left, language), _part(right, language))
        case Call():
            return _call(node, language)


def shown(value: Value, language: Language = "zh") -> str:
    """A value for people: plain digits, 是/否, the day, 缺失."""
    match value:
        case None:
            return _in(("缺失", "missing"), language)
        case bool():
            return _in(("是", "yes") if value else ("否", "no"), language)
        case Decimal():
            return plain(value)
        case date():
            return f"{value:%Y-%m-%d}"
        case str():
            return f"“{value}”"


def _in(words: Words, language: Language) -> str:
    return words[0] if language == "zh" else words[1]


def _part(node: Node, language: Language) -> str:
    words = in_words(node, language)
    if not children(node):
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _call(node: Call, language: Language) -> str:
    parts = [_part(argument, language) for argument in node.arguments]
    between = _in(("、", ", "), language)
    default = DEFAULTS.get(node.function, ("", ""))
    template = _in(CALLS[node.function], language)
    return template.format(*parts, _in(default, language), all=between.join(parts), rest=between.join(parts[1:]))


class Absence(Enum):
    """Why a step has no value though its formula is sound."""

    NO_READING = ("没有数据", "no figure was given")
    ZERO_DIVISOR = ("除数为零", "the divisor is zero")
    OUT_OF_RANGE = ("超出可表示的范围", "it is out of range")
    FROM_PARTS = ("因所用的数缺失", "a figure that it needs is missing")
    NO_CASE = ("没有符合的情形", "no case applies")


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a formula with its value; `absence` says why where the value is None."""

    node: Node
    value: Value
    absence: Absence | None

    def describe(self, language: Language = "zh") -> str:
        """One line, like `甲 / 乙 = 2.5`."""
        line = f"{canonical(self.node, language)} = {shown(self.value, language)}"
        if self.absence is None:
            return line
        return line + _in(("（{0}）", " ({0})"), language).format(_in(self.absence.value, language))


def steps(formula: Formula, values: Mapping[str, Given]) -> tuple[Step, ...]:
    """How the value comes about: each reading and each calculation once, parts before wholes, the result last."""
    seen: dict[Node, Value] = {}
    traced(formula, values, seen.setdefault)
    return tuple(Step(node, value, _absence(node, seen, values)) for node, value in seen.items() if _tells(node))


def _tells(node: Node) -> bool:
    return isinstance(node, Reading | Unary | Binary | Call)


def _absence(node: Node, seen: Mapping[Node, Value], given: Mapping[str, Given]) -> Absence | None:
    if seen[node] is not None:
        return None
    if isinstance(node, Reading):
        return Absence.NO_READING if given[node.key] is None else Absence.OUT_OF_RANGE
    if any(seen[child] is None for child in children(node)):
        return Absence.FROM_PARTS
    if isinstance(node, Binary):
        return Absence.ZERO_DIVISOR if seen[node.right] == 0 else Absence.OUT_OF_RANGE
    return Absence.NO_CASE
