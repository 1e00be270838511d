"""Lines of a file on their way into the ledger: copied into it, or only held against it."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.ledger.bulk import explained
from leitai.ledger.domain.lines import LineError, LineReader
from leitai.ledger.importing import MOST_ERRORS, FactFile, LinesRefusedError
from leitai.ledger.models import Indicator

Progress = Callable[[int], None]
Texts = list[tuple[int, str]]
T = TypeVar("T")
_COPY = """COPY ledger_fact (indicator_id, division_id, period, first_day, last_day, status, variant, comparator, value,
value_max, place, supersedes_id, reason, source_id, recorded_at, recorded_by_id) FROM STDIN"""
_STAGE = """CREATE TEMPORARY TABLE staged_line (indicator_id bigint, division_id bigint, period text, first_day date,
last_day date, status text, variant text, comparator text, value numeric, value_max numeric, place text,
supersedes_id bigint, reason text, line bigint) ON COMMIT DROP"""
_CONFLICTS = """
SELECT s.line, s.supersedes_id, c.fact_id, s.before FROM (
    SELECT *, lag(line) OVER (PARTITION BY period, indicator_id, division_id, status, variant ORDER BY line) AS before
    FROM staged_line) s
LEFT JOIN (
    SELECT id AS fact_id, period, indicator_id, division_id, status, variant FROM ledger_fact f
    WHERE NOT EXISTS (SELECT 1 FROM ledger_fact later WHERE later.supersedes_id = f.id)
) c USING (period, indicator_id, division_id, status, variant)
WHERE s.before IS NOT NULL OR s.supersedes_id IS DISTINCT FROM c.fact_id
ORDER BY s.line LIMIT %s
"""


def copy_facts(file: FactFile, *, source_id: int, actor: Actor, now: datetime, progress: Progress) -> int:
    """Copy the facts of a file into the ledger, in the running transaction; gives how many.

    Raises LinesRefusedError, or bulk.FactInForce where the database turns a chunk away.
    """
    rest = f"\t{source_id}\t{now.isoformat()}\t{actor.post_id or chr(92) + 'N'}\n"
    count = 0
    with connection.cursor() as cursor, _quick_turns():
        for number, rows in _ahead(_ready(_texts(file, _reader(file.errors), progress), rest)):
            try:
                with connection.wrap_database_errors, cursor.cursor.copy(_COPY) as copy:
                    copy.write(rows)
            except DatabaseError as error:
                raise explained(error) from error
            count += number
    return count


def _ready(chunks: Iterable[Texts], rest: str) -> Iterator[tuple[int, bytes]]:
    """How many rows a chunk has, and the rows; sorted, so that neighbours in the indexes are written together."""
    for texts in chunks:
        yield len(texts), "".join(sorted(f"{text}{rest}" for _, text in texts)).encode()


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the thread that feeds the server have its turn at once, while another prepares the next chunk."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def conflicts(file: FactFile, progress: Progress) -> tuple[int, list[LineError]]:
    """How many lines could be taken, and which meet figures in force or one another. Writes nothing.

    Raises LinesRefusedError where lines are wrong by themselves.
    """
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STAGE)
        for texts in _ahead(_texts(file, _reader(file.errors), progress)):
            with connection.wrap_database_errors, cursor.cursor.copy("COPY staged_line FROM STDIN") as copy:
                copy.write("".join(f"{text}\t{number}\n" for number, text in texts))
            count += len(texts)
        cursor.execute(_CONFLICTS, [MOST_ERRORS])
        found = [_conflict(*row) for row in cursor.fetchall()]
        cursor.execute("DROP TABLE staged_line")
    return count, found


def _conflict(line: int, supersedes: int | None, in_force: int | None, before: int | None) -> LineError:
    if before is not None:
        mend = "leave one out, or give one a variant"
        return LineError(line, "", f"line {before} has the same indicator, division, period and status", mend)
    if supersedes is None:
        mend = f"to correct it write supersedes {in_force} and a reason; else leave the line out"
        return LineError(line, "", f"fact {in_force} is in force for the same indicator, division and period", mend)
    mend = f"write supersedes {in_force}" if in_force else "leave supersedes empty"
    what = f"fact {supersedes} is not in force for this indicator, division, period and status"
    return LineError(line, "supersedes", what, mend)


def _ahead(chunks: Iterator[T]) -> Iterator[T]:
    """The chunks, each prepared in another thread while the server is busy with the one before."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = pool.submit(next, chunks, None)
            yield chunk


def _texts(file: FactFile, reader: LineReader, progress: Progress) -> Iterator[Texts]:
    """The lines as COPY text with their numbers, chunk by chunk. Raises LinesRefusedError when all errors are found."""
    for chunk in file.chunks():
        texts = [(number, reader.text(number, line)) for number, line in chunk]
        if len(file.errors) >= MOST_ERRORS:
            break
        if not file.errors:
            yield texts  # type: ignore[misc]  # a line without text leaves an error
        progress(len(chunk))
    if file.errors:
        raise LinesRefusedError(sorted(file.errors, key=lambda error: error.line))


def _reader(errors: list[LineError]) -> LineReader:
    indicators: Sequence[tuple[str, int]] = list(Indicator.objects.values_list("code", "id"))
    places = {code: row.pk for code, row in divisions.by_codes().items()}
    return LineReader(dict(indicators), places, errors)
