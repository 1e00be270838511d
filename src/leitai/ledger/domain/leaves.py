"""What a seal covers of a fact: its canonical bytes, which are the data of its leaf (docs/seals.md).

UTF-8 JSON, members in the order written here, no spaces, nothing escaped but what JSON demands. Numbers of the ledger
are JSON integers; values are texts in plain decimal form, so that no reader rounds them.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from leitai.ledger.domain.facts import plain

VERSION = 1
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class LeafSource:
    """The evidence of a fact. `sha256` is of what was handed in, `text` the SHA-256 of the text kept of it."""

    number: int
    kind: str
    title: str
    division: str | None
    published: date | None
    sha256: bytes
    text: bytes
    recorded_at: datetime
    recorded_by: int | None

    def members(self) -> dict[str, object]:
        """The members in their order."""
        return {
            "number": self.number,
            "kind": self.kind,
            "title": self.title,
            "division": self.division,
            "published": None if self.published is None else self.published.isoformat(),
            "sha256": self.sha256.hex(),
            "text": self.text.hex(),
            "recorded_at": moment(self.recorded_at),
            "recorded_by": self.recorded_by,
        }


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact as the log knows it: every column of its row, indicator and division by code, its source whole."""

    number: int
    indicator: str
    division: str
    period: str
    first_day: date
    last_day: date
    status: str
    variant: str
    comparator: str
    value: Decimal
    value_max: Decimal | None
    place: str
    recorded_at: datetime
    recorded_by: int | None
    supersedes: int | None
    reason: str
    source: LeafSource

    def members(self) -> dict[str, object]:
        """The members in their order."""
        return {
            "v": VERSION,
            "number": self.number,
            "indicator": self.indicator,
            "division": self.division,
            "period": self.period,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "status": self.status,
            "variant": self.variant,
            "comparator": self.comparator,
            "value": plain(self.value),
            "value_max": None if self.value_max is None else plain(self.value_max),
            "place": self.place,
            "recorded_at": moment(self.recorded_at),
            "recorded_by": self.recorded_by,
            "supersedes": self.supersedes,
            "reason": self.reason,
            "source": self.source.members(),
        }

    def canonical(self) -> bytes:
        """The bytes that the seal covers."""
        return _WRITE(self.members()).encode()


def moment(when: datetime) -> str:
    """A moment in UTC to the microsecond.

    >>> moment(datetime(2019, 4, 25, 1, 2, 3, tzinfo=UTC))
    '2019-04-25T01:02:03.000000Z'
    """
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
