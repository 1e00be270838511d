"""Facts by COPY: one path for one figure and for a million."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection

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


def insert_facts(entries: Sequence[Entry], *, names: Names, source_id: int, actor: Actor, now: datetime) -> list[int]:
    """Insert the entries in the running transaction; gives their numbers in order. Raises FactInForce."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [len(entries)])
        numbers = [row[0] for row in cursor.fetchall()]
        common = (source_id, now, actor.post_id)
        try:
            with connection.wrap_database_errors, cursor.cursor.copy(_COPY) as copy:
                for row in _rows(entries, numbers, names, common):
                    copy.write_row(row)
        except DatabaseError as error:
            raise explained(error) from error
    return numbers


def _rows(
    entries: Sequence[Entry], numbers: Sequence[int], names: Names, common: tuple[int, datetime, int | None]
) -> Iterator[tuple[object, ...]]:
    source_id, now, post_id = common
    for number, entry in zip(numbers, entries, strict=True):
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
    if constraint in _IN_FORCE:
        return FactInForce(
            "another figure is in force for the same indicator, division and period: "
            "correct that one with a reason, or leave this one out"
        )
    return error
