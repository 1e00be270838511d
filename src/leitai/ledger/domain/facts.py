"""A fact as a value: what is handed in to be recorded, and its canonical bytes."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
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


def canonical(fact: NewFact, *, serial: int, recorded_at: datetime, evidence: bytes, supersedes: int | None) -> bytes:
    """The bytes that a seal covers: UTF-8 JSON, fixed order of members, no spaces.

    `evidence` is the SHA-256 of what the figure was read from; `serial` the number of the fact in the ledger.
    """
    members = (
        ("v", 1),
        ("serial", serial),
        ("indicator", fact.key.indicator),
        ("division", fact.key.division),
        ("period", fact.key.period),
        ("status", str(fact.key.status)),
        ("variant", fact.key.variant),
        ("comparator", str(fact.comparator)),
        ("value", plain(fact.value)),
        ("value_max", None if fact.value_max is None else plain(fact.value_max)),
        ("recorded_at", recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        ("evidence", evidence.hex()),
        ("supersedes", supersedes),
    )
    return json.dumps(dict(members), ensure_ascii=False, separators=(",", ":")).encode()
