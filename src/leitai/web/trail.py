"""The audit trail as a page and as a file: filters, and a CSV without personal data."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict
from django.utils import timezone

from leitai.accounts import queries
from leitai.accounts.domain import Actor
from leitai.ledger.domain.writing import disarmed

if TYPE_CHECKING:
    from leitai.accounts.models import AuditEntry

HEAD = ("at", "user", "role", "verb", "object_type", "object_id", "division")
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means all. Days are local, both of them included."""

    q: str = ""
    verb: str = ""
    person: str = ""
    division: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Wanted":
        """The filters of a request."""
        return cls(**{field.name: asked.get(field.name, "").strip() for field in fields(cls)})

    @property
    def query(self) -> str:
        """The filters that are set, as the query of an address."""
        return urlencode({field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)})


def entries(actor: Actor, wanted: Wanted) -> "QuerySet[AuditEntry]":
    """The lines that an actor may read and looks for, newest first."""
    rows = queries.search_trail(queries.audit_trail(actor), wanted.q)
    return queries.filter_trail(
        rows,
        verb=wanted.verb,
        person=wanted.person,
        division=wanted.division,
        since=_day(wanted.since),
        until=_day(wanted.until),
    )


def standing(rows: "QuerySet[AuditEntry]") -> "tuple[QuerySet[AuditEntry], int]":
    """The lines as they stand now, and how many: what is written while they are read is not among them."""
    found = rows.aggregate(newest=Max("pk"), count=Count("pk"))
    return rows.filter(pk__lte=found["newest"] or 0), found["count"]


def written(rows: "QuerySet[AuditEntry]") -> Iterator[str]:
    """All lines as CSV, piece by piece. No name, address, summary or detail: numbers, roles and codes only."""
    yield "\ufeff" + _csv([HEAD])
    lines = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(lines, AT_ONCE)):
        yield _csv([[disarmed(cell) for cell in _cells(row)] for row in some])


def _csv(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def _cells(row: "AuditEntry") -> tuple[str, ...]:
    moment = timezone.localtime(row.at).isoformat(timespec="seconds")
    role = row.post.role if row.post else ""
    return (moment, str(row.user_id or ""), role, row.verb, row.object_type, row.object_id, row.division_code)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
