"""Facts by COPY: one path for one figure and for a million."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from psycopg.errors import DeadlockDetected

from leitai.accounts.domain import Actor
from leitai.ledger.domain.periods import Period
from leitai.ledger.domain.recording import Entry

_COPY = """COPY ledger_fact (id, indicator_id, division_id, period, first_day, last_day, status, variant, comparator,
value, value_max, source_id, place, recorded_at, recorded_by_id, supersedes_id, reason) FROM STDIN"""
_IN_FORCE = {"fact_first_once_per_key", "fact_corrects_the_one_in_force", "ledger_fact_supersedes_id_key"}
NUMBERS = "SELECT nextval(pg_get_serial_sequence('ledger_fact', 'id')) FROM generate_series(1, %s)"


class FactInForce(DatabaseError):
    """A figure for a key that already has one in force, without superseding it (or superseding another)."""


@dataclass(frozen=True, slots=True)
class Names:
    """Row numbers of the indicators and divisions that the entries name by code."""

    indicators: Mapping[str, int]
    divisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that were read from one source."""

    source_id: int
    entries: Sequence[Entry]


def insert_facts(batches: Sequence[Batch], *, names: Names, actor: Actor, now: datetime) -> list[list[int]]:
    """Insert the entries of each source in the running transaction; gives their numbers in order. Raises FactInForce.

    All of them are one statement, in the order of their keys: whoever writes some of the same keys at the same moment
    meets them in the same order and waits at the first, so that no two wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [sum(len(batch.entries) for batch in batches)])
        numbers = [row[0] for row in cursor.fetchall()]
        try:
            with connection.wrap_database_errors, cursor.cursor.copy(_COPY) as copy:
                for row in sorted(_rows(batches, numbers, names, (now, actor.post_id)), key=_key):
                    copy.write_row(row)
        except DatabaseError as error:
            raise explained(error) from error
    return [[next(rest) for _ in batch.entries] for rest in [iter(numbers)] for batch in batches]


def _key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Period, indicator, division, status, variant: one order of all facts, whoever writes them."""
    return row[3], row[1], row[2], row[6], row[7]


def _rows(
    batches: Sequence[Batch], numbers: Sequence[int], names: Names, common: tuple[datetime, int | None]
) -> Iterator[tuple[Any, ...]]:
    now, post_id = common
    given = [(batch.source_id, entry) for batch in batches for entry in batch.entries]
    for number, (source_id, entry) in zip(numbers, given, strict=True):
        fact, key = entry.fact, entry.fact.key
        period = Period.parse(key.period)
        yield (
            number,
            names.indicators[key.indicator],
            names.divisions[key.division],
            period.text,
            period.first,
            period.last,
            str(key.status),
            key.variant,
            str(fact.comparator),
            fact.value,
            fact.value_max,
            source_id,
            entry.place,
            now,
            post_id,
            entry.supersedes,
            entry.reason,
        )


def explained(error: DatabaseError) -> DatabaseError:
    """The error in the ledger's words, where it is one of its own."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if constraint in _IN_FORCE or isinstance(error.__cause__, DeadlockDetected):  # a file and a form in two orders
        return FactInForce(
            "another figure is in force for the same indicator, division and period: "
            "correct that one with a reason, or leave this one out"
        )
    return error
