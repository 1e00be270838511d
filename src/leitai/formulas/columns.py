"""The column back end: whole Polars columns at once, with the same results as the Python back end.

Numbers are Decimal(38, 12). Polars rounds halves to even and refuses what does not fit; here products and quotients
are put right where they fell on a half, and what would not fit is made missing beforehand. Both are looked for with
cheap whole-column questions, and cost more only where the answer is yes.
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, Final

import polars as pl

from leitai.formulas import limits
from leitai.formulas.checking import places
from leitai.formulas.formula import Formula
from leitai.formulas.functions import Function
from leitai.formulas.kinds import Kind
from leitai.formulas.rounding import product, quotient, reading
from leitai.formulas.syntax import Binary, Call, Day, Node, Number, Operator, Reading, Sign, Text, Truth, Unary

DTYPES: Final[dict[Kind, Any]] = {
    Kind.NUMBER: pl.Decimal(38, limits.SCALE),
    Kind.BOOLEAN: pl.Boolean,
    Kind.TEXT: pl.String,
    Kind.DATE: pl.Date,
}
NUMBER: Final = DTYPES[Kind.NUMBER]


def column(formula: Formula, frame: pl.DataFrame, columns: Mapping[str, str] | None = None) -> pl.Series:
    """The formula for every row, a series as long as the frame; null is missing.

    `columns` says in which column of the frame a reading is found, by its key; without it, the keys are the columns.
    Numbers are Decimal or whole-number columns: a float does not say which figure was meant.
    Raises KeyError for a reading without a column, TypeError for a column of another kind.
    """
    given = {key: _given(key, kind, frame, columns) for key, kind in formula.kinds.items()}
    return _whole(_Columns(given).column(formula.tree), frame.height).alias(str(formula))


def _given(key: str, kind: Kind, frame: pl.DataFrame, columns: Mapping[str, str] | None) -> pl.Series:
    name = key if columns is None else columns.get(key, key)
    if name not in frame.columns:
        raise KeyError(f"the reading {key} has no column “{name}”; the frame has {', '.join(frame.columns)}")
    found = frame[name]
    if found.dtype == pl.Null:
        return found.cast(DTYPES[kind])
    if kind is Kind.NUMBER and (found.dtype.is_decimal() or found.dtype.is_integer()):
        return reading(found)
    if found.dtype != DTYPES[kind]:
        raise TypeError(f"the reading {key} has a column of {found.dtype}; give {kind.value[0]}, numbers as Decimal")
    return found


def _whole(series: pl.Series, height: int) -> pl.Series:
    """A literal is one row long until it must be a column."""
    return series if len(series) == height else series.new_from_index(0, height)


class _Columns:
    """Every method gives a series that is as long as the frame, or one row long where only literals are in it."""

    def __init__(self, given: Mapping[str, pl.Series]) -> None:
        self.given = given

    def column(self, node: Node) -> pl.Series:
        match node:
            case Number():
                return pl.Series([node.value], dtype=NUMBER)
            case Text() | Truth() | Day():
                return pl.Series([node.value])
            case Reading():
                return self.given[node.key]
            case Unary(Sign.NOT, operand):
                return ~self.column(operand)
            case Unary(_, operand):
                return -self.column(operand)
            case Binary():
                return BINARIES[node.operator](self.column(node.left), self.column(node.right))
            case Call():
                return self.call(node)

    def call(self, node: Call) -> pl.Series:
        arguments = even(*(self.column(argument) for argument in node.arguments))
        if node.function is Function.ROUND:
            return arguments[0].round(places(node) or 0, mode="half_away_from_zero")
        return FUNCTIONS[node.function](arguments)


def even(*found: pl.Series) -> list[pl.Series]:
    """All as long as the longest; a single row is repeated."""
    heights = {len(series) for series in found}
    if len(heights) == 1:
        return list(found)
    height = next(iter(heights - {1}))
    return [_whole(series, height) for series in found]


def choose(condition: pl.Series, then: pl.Series, otherwise: pl.Series) -> pl.Series:
    """`then` where the condition holds, `otherwise` where not; null where the condition is null."""
    chosen = then.zip_with(condition, otherwise)
    return chosen if not condition.null_count() else blank(chosen, condition.is_null())


def blank(series: pl.Series, where: pl.Series) -> pl.Series:
    """The series, null where `where` holds."""
    return pl.Series([None], dtype=series.dtype).new_from_index(0, len(series)).zip_with(where, series)


def _fold(step: Callable[[pl.Series, pl.Series], pl.Series]) -> Callable[[list[pl.Series]], pl.Series]:
    return lambda arguments: reduce(step, arguments)


def _mean(arguments: list[pl.Series]) -> pl.Series:
    return quotient(reduce(operator.add, arguments), pl.Series([Decimal(len(arguments))], dtype=NUMBER), limited=False)


def _if(arguments: list[pl.Series]) -> pl.Series:
    condition, then, *otherwise = arguments
    nothing = pl.Series([None], dtype=then.dtype).new_from_index(0, len(then))
    return choose(condition, then, otherwise[0] if otherwise else nothing)


def _coalesce(first: pl.Series, second: pl.Series) -> pl.Series:
    return first.zip_with(first.is_not_null(), second) if first.null_count() else first


def _one_of(arguments: list[pl.Series]) -> pl.Series:
    wanted, *others = arguments
    return reduce(operator.or_, (wanted == other for other in others))


def _contains(arguments: list[pl.Series]) -> pl.Series:
    frame = pl.DataFrame({"whole": arguments[0], "part": arguments[1]})
    return frame.select(pl.col("whole").str.contains(pl.col("part"), literal=True)).to_series()


def _number(series: pl.Series) -> pl.Series:
    return series.cast(NUMBER)


BINARIES: Final[dict[Operator, Callable[[pl.Series, pl.Series], pl.Series]]] = {
    Operator.OR: operator.or_,
    Operator.AND: operator.and_,
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.GREATER: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.ADD: operator.add,
    Operator.SUBTRACT: operator.sub,
    Operator.MULTIPLY: product,
    Operator.DIVIDE: quotient,
}
FUNCTIONS: Final[dict[Function, Callable[[list[pl.Series]], pl.Series]]] = {
    Function.SUM: _fold(operator.add),
    Function.MEAN: _mean,
    Function.MIN: _fold(lambda left, right: choose(left <= right, left, right)),
    Function.MAX: _fold(lambda left, right: choose(left >= right, left, right)),
    Function.ABS: lambda arguments: arguments[0].abs(),
    Function.IF: _if,
    Function.COALESCE: _fold(_coalesce),
    Function.IS_MISSING: lambda arguments: arguments[0].is_null(),
    Function.CLOSE: lambda arguments: (arguments[0] - arguments[1]).abs() <= arguments[2],
    Function.ONE_OF: _one_of,
    Function.CONTAINS: _contains,
    Function.DAYS: lambda arguments: _number((arguments[1] - arguments[0]).dt.total_days()),
    Function.YEAR: lambda arguments: _number(arguments[0].dt.year()),
    Function.MONTH: lambda arguments: _number(arguments[0].dt.month()),
}
