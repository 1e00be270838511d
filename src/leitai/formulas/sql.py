"""The SQL back end: one PostgreSQL expression with the same results as the Python back end.

Values are parameters, names of columns are quoted, and nothing of the formula's text reaches the SQL. Each operand
stands in the expression once, however deep the formula, so that the text grows with the formula and no faster.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leitai.formulas import limits
from leitai.formulas.checking import places
from leitai.formulas.formatting import plain
from leitai.formulas.formula import Formula
from leitai.formulas.functions import Function
from leitai.formulas.kinds import Kind
from leitai.formulas.syntax import Binary, Call, Day, Literal, Node, Number, Operator, Reading, Sign, Text, Truth, Unary

LIMIT: Final = plain(limits.RANGE)
TWICE: Final = plain(2 / limits.STEP)
HALF_STEP: Final = plain(limits.STEP / 2)
TYPES: Final = {Kind.NUMBER: "numeric", Kind.BOOLEAN: "boolean", Kind.TEXT: "text", Kind.DATE: "date"}
Parameter = str | bool | date
"""Numbers are handed over as digits, which PostgreSQL reads as `numeric`."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a reading stands: a column, and the table or alias it belongs to."""

    name: str
    table: str | None = None

    def __str__(self) -> str:
        return ".".join(_quoted(part) for part in (self.table, self.name) if part is not None)


@dataclass(frozen=True, slots=True)
class Expression:
    """SQL with `%s` where the parameters go, in their order; a percent sign of its own is doubled."""

    text: str
    parameters: tuple[Parameter, ...]


def expression(formula: Formula, columns: Mapping[str, Column]) -> Expression:
    """The formula over columns given by the readings' keys; NULL is missing. Number columns may be any numeric type.

    Raises KeyError where a reading has no column, ValueError where a column's name cannot be one.
    """
    given = {key: _reading(key, kind, columns) for key, kind in formula.kinds.items()}
    writer = _Writer(given)
    text = writer.text(formula.tree)
    return Expression(text, tuple(writer.parameters))


def _quoted(name: str) -> str:
    if not name or "\0" in name:
        raise ValueError(f"{name!r} cannot be the name of a column; give a name without the character 0")
    return '"' + name.replace('"', '""').replace("%", "%%") + '"'


def _reading(key: str, kind: Kind, columns: Mapping[str, Column]) -> str:
    if key not in columns:
        raise KeyError(f"the reading {key} has no column; there are columns for {', '.join(columns)}")
    name = f"{columns[key]}::{TYPES[kind]}"
    if kind is not Kind.NUMBER:
        return name
    return f"CASE WHEN abs({name}) < {LIMIT} THEN round({name}, {limits.SCALE}) END"


class _Writer:
    """Operands are written in the order of the formula, so that parameters come in the order of their `%s`."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.parameters: list[Parameter] = []

    def text(self, node: Node) -> str:
        match node:
            case Number() | Text() | Truth() | Day():
                return self.literal(node)
            case Reading():
                return f"({self.given[node.key]})"
            case Unary(sign, operand):
                return f"({'NOT' if sign is Sign.NOT else '-'} {self.text(operand)})"
            case Binary():
                return _binary(node.operator, self.text(node.left), self.text(node.right))
            case Call():
                return self.call(node)

    def literal(self, node: Literal) -> str:
        value = node.value
        self.parameters.append(plain(value) if isinstance(value, Decimal) else value)
        return f"%s::{_type(node)}"

    def call(self, node: Call) -> str:
        if node.function is Function.ROUND:
            return f"round({self.text(node.arguments[0])}, {places(node) or 0})"
        return FUNCTIONS[node.function]([self.text(argument) for argument in node.arguments])


def _type(node: Literal) -> str:
    match node:
        case Number():
            return TYPES[Kind.NUMBER]
        case Text():
            return TYPES[Kind.TEXT]
        case Truth():
            return TYPES[Kind.BOOLEAN]
        case Day():
            return TYPES[Kind.DATE]


def _binary(operator: Operator, left: str, right: str) -> str:
    match operator:
        case Operator.MULTIPLY:
            return _bounded(f"round({left} * {right}, {limits.SCALE})")
        case Operator.DIVIDE:
            return _bounded(_quotient(left, f"NULLIF({right}, 0)"))
        case _:
            return f"({left} {SIGNS[operator]} {right})"


def _bounded(number: str) -> str:
    """NULL where the number reaches 10^20. `OFFSET 0` keeps the planner from writing it out twice."""
    # of operands that were written here: no text from outside
    return f"(SELECT CASE WHEN abs(v) < {LIMIT} THEN v END FROM (SELECT {number} AS v OFFSET 0) AS n)"  # noqa: S608


def _quotient(left: str, right: str) -> str:
    """A quotient rounded once: `/` would choose its places by itself, `div` cuts exactly.

    Twice the quotient in steps of 10^-12, cut, lies on or above a half exactly when the quotient does.
    """
    return f"round(div({left} * {TWICE}, {right}) * {HALF_STEP}, {limits.SCALE})"


def _over(aggregate: str) -> Callable[[list[str]], str]:
    """An aggregate over the arguments, NULL where one of them is."""

    def text(arguments: list[str]) -> str:
        rows = ", ".join(f"({argument})" for argument in arguments)
        whole = f"CASE WHEN count(v) = {len(arguments)} THEN {aggregate} END"
        return f"(SELECT {whole} FROM (VALUES {rows}) AS n(v))"  # noqa: S608 (as above)

    return text


def _sum(arguments: list[str]) -> str:
    return f"({' + '.join(arguments)})"


def _mean(arguments: list[str]) -> str:
    return _quotient(_sum(arguments), str(len(arguments)))


def _if(arguments: list[str]) -> str:
    condition, then, *otherwise = arguments
    return f"(CASE {condition} WHEN TRUE THEN {then} WHEN FALSE THEN {next(iter(otherwise), 'NULL')} END)"


SIGNS: Final = {
    Operator.OR: "OR",
    Operator.AND: "AND",
    Operator.EQUAL: "=",
    Operator.UNEQUAL: "<>",
    Operator.LESS: "<",
    Operator.AT_MOST: "<=",
    Operator.GREATER: ">",
    Operator.AT_LEAST: ">=",
    Operator.ADD: "+",
    Operator.SUBTRACT: "-",
}
FUNCTIONS: Final[dict[Function, Callable[[list[str]], str]]] = {
    Function.SUM: _sum,
    Function.MEAN: _mean,
    Function.MIN: _over("min(v)"),
    Function.MAX: _over("max(v)"),
    Function.ABS: lambda arguments: f"abs({arguments[0]})",
    Function.IF: _if,
    Function.COALESCE: lambda arguments: f"COALESCE({', '.join(arguments)})",
    Function.IS_MISSING: lambda arguments: f"({arguments[0]} IS NULL)",
    Function.CLOSE: lambda arguments: f"(abs({arguments[0]} - {arguments[1]}) <= {arguments[2]})",
    Function.ONE_OF: lambda arguments: f"({arguments[0]} IN ({', '.join(arguments[1:])}))",
    Function.CONTAINS: lambda arguments: f"(strpos({arguments[0]}, {arguments[1]}) > 0)",
    Function.DAYS: lambda arguments: f"(-({arguments[0]} - {arguments[1]}))::numeric",
    Function.YEAR: lambda arguments: f"extract(year FROM {arguments[0]})",
    Function.MONTH: lambda arguments: f"extract(month FROM {arguments[0]})",
}
