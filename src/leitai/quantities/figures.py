"""What extraction gives: figures, dates and traps of a text, each with its place and the rules it came by."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from leitai.quantities.units import Kind

Span = tuple[int, int]


class Role(StrEnum):
    """What a figure is for. The ledger takes the first three."""

    MEASURE = "measure"
    GROWTH = "growth"
    RANK = "rank"
    QUALIFIER = "qualifier"
    THRESHOLD = "threshold"
    CONTEXT = "context"


class Status(StrEnum):
    """Whether the figure happened, is promised, is laid down in a plan, or is looked forward to."""

    ACTUAL = "actual"
    TARGET = "target"
    PLANNED = "planned"
    EXPECTED = "expected"


class Comparator(StrEnum):
    """How the printed number stands to the true one."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    RANGE = "range"


class Basis(StrEnum):
    """What a growth is measured against: a year before, the period before, an annual mean, or not said."""

    YOY = "yoy"
    MOM = "mom"
    CAGR = "cagr"
    UNSPECIFIED = "unspecified"


class Growth(NamedTuple):
    """`direction` is "up" or "down"; `of` is the id of the level that grew, where the text prints one."""

    basis: Basis
    direction: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be wrong in the source. A figure in doubt is never altered."""

    code: str
    message: str


class Figure(NamedTuple):
    """One quantity of a text. Offsets count characters of the text as given; `text[start:end] == surface`.

    `value` is the printed number with 万 and 亿 worked out, in the plain `unit`; `base_value` the same in `base_unit`.
    A range has no `value` but `value_min` and `value_max`. `of` is the id of the figure that this one qualifies.
    """

    id: str
    start: int
    end: int
    surface: str
    sentence: Span
    kind: Kind
    value: Decimal | None
    value_min: Decimal | None
    value_max: Decimal | None
    unit: str | None
    base_value: Decimal | None
    base_min: Decimal | None
    base_max: Decimal | None
    base_unit: str
    comparator: Comparator = Comparator.EQUAL
    modifier: str | None = None
    role: Role = Role.MEASURE
    status: Status = Status.ACTUAL
    actor: str | None = None
    actor_code: str | None = None
    actor_source: str | None = None
    indicator: str | None = None
    indicator_spans: tuple[Span, ...] = ()
    indicator_code: str | None = None
    indicator_score: float | None = None
    period: str | None = None
    period_explicit: bool = False
    growth: Growth | None = None
    of: str | None = None
    of_span: Span | None = None
    scope: str | None = None
    same_as: str | None = None
    doubts: tuple[Doubt, ...] = ()
    rules: tuple[str, ...] = ()


class DateMention(NamedTuple):
    """A time expression. `iso` is None where the text does not say enough and no date of publication is known."""

    id: str
    start: int
    end: int
    surface: str
    sentence: Span
    iso: str | None
    granularity: str
    rules: tuple[str, ...] = ()


class Trap(NamedTuple):
    """What looks like a number and is none, with the class it belongs to."""

    start: int
    end: int
    surface: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in a text, in the order of the text. `published` is the date that periods were resolved by."""

    text: str
    published: date | None
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...] = ()
    traps: tuple[Trap, ...] = field(default=())
