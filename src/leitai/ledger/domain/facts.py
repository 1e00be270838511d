"""A fact as a value: what is handed in to be recorded. What a seal covers of it: see leaves."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """How the printed number stands to the true one."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    RANGE = "range"


class FactStatus(StrEnum):
    """Whether the figure happened, is promised, is laid down in a plan, or is looked forward to."""

    ACTUAL = "actual"
    TARGET = "target"
    PLANNED = "planned"
    EXPECTED = "expected"


class EvidenceKind(StrEnum):
    """Where a figure stands written."""

    BRIEF = "brief"
    WORKBOOK = "workbook"
    FORM = "form"
    REQUEST = "request"
    OPERATION = "operation"
    RESTATEMENT = "restatement"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class FactKey:
    """What a figure is about. Two figures with one key contradict or correct each other.

    `variant` parts figures that sources state differently and that are both kept.
    """

    indicator: str
    division: str
    period: str
    status: FactStatus = FactStatus.ACTUAL
    variant: str = ""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A figure to be recorded: value in the unit of its indicator; `value_max` only for a range."""

    key: FactKey
    value: Decimal
    comparator: Comparator = Comparator.EQUAL
    value_max: Decimal | None = None


def plain(value: Decimal) -> str:
    """A number in its one canonical form: no exponent, no zeros at the end.

    >>> plain(Decimal("6.190")), plain(Decimal("1E+3")), plain(Decimal("-0.0"))
    ('6.19', '1000', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0", "-"} else text
