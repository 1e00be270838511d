"""What a formula consists of: frozen nodes, each with its place in the text. Places do not count in comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from leitai.formulas.errors import Span
from leitai.formulas.functions import SIGNATURES, Function, Shift
from leitai.formulas.limits import EXACT
from leitai.formulas.names import written

NOWHERE = Span(0, 0)


class Suffix(Enum):
    """What may stand behind a number, and what it multiplies it with."""

    NONE = ("", Decimal(1))
    WAN = ("万", Decimal(10**4))
    YI = ("亿", Decimal(10**8))
    WAN_YI = ("万亿", Decimal(10**12))
    PERCENT = ("%", Decimal("0.01"))


class Operator(StrEnum):
    """Operators between two operands, as the canonical text writes them."""

    OR = "或"
    AND = "且"
    EQUAL = "="
    UNEQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    GREATER = ">"
    AT_LEAST = "≥"
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


class Sign(Enum):
    """Operators before one operand. Not a StrEnum: its minus must not equal the minus between operands."""

    NOT = "非"
    MINUS = "-"


COMPARISONS = frozenset(Operator) - {
    Operator.OR,
    Operator.AND,
    Operator.ADD,
    Operator.SUBTRACT,
    Operator.MULTIPLY,
    Operator.DIVIDE,
}
POWER: dict[Operator | Sign, int] = {
    Operator.OR: 1,
    Operator.AND: 2,
    Sign.NOT: 3,
    **dict.fromkeys(COMPARISONS, 4),
    Operator.ADD: 5,
    Operator.SUBTRACT: 5,
    Operator.MULTIPLY: 6,
    Operator.DIVIDE: 6,
    Sign.MINUS: 7,
}
"""How tightly an operator binds."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: `digits` times what the suffix says."""

    digits: Decimal
    suffix: Suffix = Suffix.NONE
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def value(self) -> Decimal:
        """The number itself, exact."""
        return EXACT.multiply(self.digits, self.suffix.value[1])


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """真 or 假."""

    value: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Day:
    """日期(2019, 4, 30)."""

    value: date
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's value: of the period asked for, or shifted in time (the outermost function first)."""

    name: str
    shifts: tuple[Shift, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        """By what the caller gives its value: the canonical text, `甲` or `上年同期(甲)`."""
        return (
            "".join(f"{SIGNATURES[shift].zh}(" for shift in self.shifts) + written(self.name) + ")" * len(self.shifts)
        )


@dataclass(frozen=True, slots=True)
class Unary:
    """An operator before its operand."""

    sign: Sign
    operand: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between its operands."""

    operator: Operator
    left: "Node"
    right: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: Function
    arguments: tuple["Node", ...]
    span: Span = field(default=NOWHERE, compare=False)


Literal = Number | Text | Truth | Day
Node = Literal | Reading | Unary | Binary | Call


def children(node: Node) -> tuple[Node, ...]:
    """The operands or arguments of a node, from left to right."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, from left to right, a whole before its parts."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))
