"""The Python back end: one row of Decimals. It defines the semantics that the other back ends follow.

Numbers keep 12 decimal places and are exact between the roundings, because 80 digits hold every product of two
numbers, and a quotient of two numbers is either a half exactly or differs from one within the first 50 digits.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import Any, Final

from leitai.formulas import limits
from leitai.formulas.checking import places
from leitai.formulas.formula import Formula
from leitai.formulas.functions import Function
from leitai.formulas.kinds import Kind, Value
from leitai.formulas.syntax import Binary, Call, Day, Node, Number, Operator, Reading, Sign, Text, Truth, Unary

Given = Decimal | int | bool | str | date | None
Seen = Callable[[Node, Value], object]


def evaluate(formula: Formula, values: Mapping[str, Given]) -> Value:
    """The value for the readings' values by their keys; None is missing.

    Raises KeyError where a reading is not given at all, and TypeError where a value is of another kind.
    """
    return traced(formula, values, _unseen)


def traced(formula: Formula, values: Mapping[str, Given], seen: Seen) -> Value:
    """As `evaluate`, and tells `seen` each node with its value, the parts before the whole."""
    with localcontext(limits.EXACT):
        given = {key: _value(key, kind, values) for key, kind in formula.kinds.items()}
        return _Evaluation(given, seen).value(formula.tree)


def _unseen(node: Node, value: Value) -> None:
    """Nobody watches."""


def _value(key: str, kind: Kind, values: Mapping[str, Given]) -> Value:
    if key not in values:
        raise KeyError(f"the reading {key} is not given; give None where it is missing")
    value = values[key]
    if value is None:
        return None
    if not _fits(value, kind):
        raise TypeError(f"the reading {key} is {value!r}; give {kind.value[0]}, numbers as Decimal or int")
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return bounded(Decimal(value))
    return value


def _fits(value: Given, kind: Kind) -> bool:
    match kind:
        case Kind.NUMBER:
            return isinstance(value, Decimal | int) and not isinstance(value, bool)
        case Kind.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case Kind.TEXT:
            return isinstance(value, str)
        case Kind.BOOLEAN:
            return isinstance(value, bool)


def bounded(number: Decimal) -> Decimal | None:
    """A product, quotient or reading as a number of the language: 12 places, missing at 10^20 and beyond."""
    if not number.is_finite() or not -limits.RANGE < number < limits.RANGE:
        return None
    return number.quantize(limits.STEP, context=limits.EXACT) + 0


class _Evaluation:
    def __init__(self, given: Mapping[str, Value], seen: Seen) -> None:
        self.given = given
        self.seen = seen

    def value(self, node: Node) -> Value:
        value = self.found(node)
        self.seen(node, value)
        return value

    def found(self, node: Node) -> Value:
        match node:
            case Number() | Text() | Truth() | Day():
                return node.value
            case Reading():
                return self.given[node.key]
            case Unary(sign, operand):
                value = self.value(operand)
                return None if value is None else SIGNS[sign](value)
            case Binary(operator, left, right):
                return BINARIES[operator](self.value(left), self.value(right))
            case Call():
                return self.call(node)

    def call(self, node: Call) -> Value:
        if node.function is Function.ROUND:
            return _rounded(self.value(node.arguments[0]), places(node) or 0)
        return FUNCTIONS[node.function]([self.value(argument) for argument in node.arguments])


def _strict(operation: Callable[..., Value]) -> Callable[..., Value]:
    """Missing where an operand is missing."""
    return lambda *operands: None if None in operands else operation(*operands)


def _all_strict(operation: Callable[[Any], Any]) -> Callable[[list[Value]], Value]:
    return lambda arguments: None if None in arguments else operation(arguments)


def _and(left: Value, right: Value) -> Value:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: Value, right: Value) -> Value:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _quotient(left: Decimal, right: Decimal) -> Decimal | None:
    return bounded(left / right) if right else None


def _mean(arguments: list[Decimal]) -> Decimal:
    return (sum(arguments, Decimal(0)) / len(arguments)).quantize(limits.STEP)


def _rounded(value: Value, digits: int) -> Value:
    return value.quantize(Decimal(1).scaleb(-digits)) + 0 if isinstance(value, Decimal) else None


def _if(arguments: list[Value]) -> Value:
    condition, then, *otherwise = arguments
    if condition is None:
        return None
    return then if condition else next(iter(otherwise), None)


def _one_of(arguments: list[Value]) -> Value:
    wanted, *others = arguments
    if wanted is None:
        return None
    return True if wanted in others else (None if None in others else False)


SIGNS: Final[dict[Sign, Callable[..., Value]]] = {Sign.NOT: lambda value: not value, Sign.MINUS: lambda value: -value}
BINARIES: Final[dict[Operator, Callable[..., Value]]] = {
    Operator.OR: _or,
    Operator.AND: _and,
    Operator.EQUAL: _strict(lambda left, right: left == right),
    Operator.UNEQUAL: _strict(lambda left, right: left != right),
    Operator.LESS: _strict(lambda left, right: left < right),
    Operator.AT_MOST: _strict(lambda left, right: left <= right),
    Operator.GREATER: _strict(lambda left, right: left > right),
    Operator.AT_LEAST: _strict(lambda left, right: left >= right),
    Operator.ADD: _strict(lambda left, right: left + right),
    Operator.SUBTRACT: _strict(lambda left, right: left - right),
    Operator.MULTIPLY: _strict(lambda left, right: bounded(left * right)),
    Operator.DIVIDE: _strict(_quotient),
}
FUNCTIONS: Final[dict[Function, Callable[[list[Value]], Value]]] = {
    Function.SUM: _all_strict(lambda a: sum(a, Decimal(0))),
    Function.MEAN: _all_strict(_mean),
    Function.MIN: _all_strict(min),
    Function.MAX: _all_strict(max),
    Function.ABS: _all_strict(lambda a: abs(a[0])),
    Function.IF: _if,
    Function.COALESCE: lambda arguments: next((value for value in arguments if value is not None), None),
    Function.IS_MISSING: lambda arguments: arguments[0] is None,
    Function.CLOSE: _all_strict(lambda a: abs(a[0] - a[1]) <= a[2]),
    Function.ONE_OF: _one_of,
    Function.CONTAINS: _all_strict(lambda a: a[1] in a[0]),
    Function.DAYS: _all_strict(lambda a: Decimal((a[1] - a[0]).days)),
    Function.YEAR: _all_strict(lambda a: Decimal(a[0].year)),
    Function.MONTH: _all_strict(lambda a: Decimal(a[0].month)),
}
