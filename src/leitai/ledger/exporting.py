"""Facts in force written out as CSV or JSON lines, a few thousand rows in memory at a time."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from leitai.ledger import queries
from leitai.ledger.domain.facts import plain
from leitai.ledger.domain.leaves import moment
from leitai.ledger.domain.writing import disarmed

AT_ONCE = 2000
COLUMNS = ("number", "indicator", "division", "period", "value", "status", "variant", "comparator", "value_max", "unit",
           "place", "supersedes", "reason", "recorded_at", "evidence", "source", "sha256")  # fmt: skip
_FIELDS = ("id", "indicator__code", "division__code", "period", "value", "status", "variant", "comparator", "value_max",
           "indicator__unit", "place", "supersedes_id", "reason", "recorded_at", "source__kind", "source__title",
           "source__sha256")  # fmt: skip
_WRITTEN_AS_FORMULA = {"place", "reason", "variant", "source", "comparator"}


def rows(*, as_of: datetime | None = None, indicator: str = "", division: str = "") -> Iterator[dict[str, object]]:
    """The facts in force at a moment, by number, of one indicator or division if named."""
    found = queries.facts_in_force(as_of=as_of).order_by("id")
    if indicator:
        found = found.filter(indicator__code=indicator)
    if division:
        found = queries.at_division(found, division)
    for values in found.values_list(*_FIELDS).iterator(chunk_size=AT_ONCE):
        yield _row(dict(zip(COLUMNS, values, strict=True)))


def _row(row: dict[str, object]) -> dict[str, object]:
    for name in ("value", "value_max"):
        row[name] = None if row[name] is None else plain(row[name])  # type: ignore[arg-type]  # a decimal column
    row["recorded_at"] = moment(row["recorded_at"])  # type: ignore[arg-type]  # a column of moments
    row["sha256"] = bytes(row["sha256"]).hex()  # type: ignore[call-overload]  # a column of bytes
    return row


def write_csv(found: Iterator[dict[str, object]], file: IO[str]) -> int:
    """Write rows as CSV; texts that a spreadsheet would take for a formula get an apostrophe before. Gives how many."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in found:
        writer.writerow([_safe(name, row[name]) for name in COLUMNS])
        count += 1
    return count


def write_jsonl(found: Iterator[dict[str, object]], file: IO[str]) -> int:
    """Write rows as JSON lines; values are texts, so that no reader rounds them. Gives how many."""
    count = 0
    for row in found:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _safe(name: str, value: object) -> object:
    return disarmed(value) if name in _WRITTEN_AS_FORMULA else value
