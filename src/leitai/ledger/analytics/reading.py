"""Figures in force, from PostgreSQL straight into arrays.

The index of first facts holds all that is read of them here (`fact_first_once_per_key`), so a fact that is recorded is
in the next pivot: there is no copy to be kept up. A correction has the key of what it supersedes, so what is in force
is told among the rows read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Cursor
from psycopg.pq.abc import PGresult

from leitai.ledger.analytics.cubes import Cube, Numbers, empty
from leitai.ledger.domain.facts import EvidenceKind

# One row for each period and indicator, its figures side by side: a row each would cost more to hand over than to find.
_FIGURES = """SELECT period, indicator_id, array_agg(division_id), array_agg(id), array_agg(value_as_double),
    {superseded}, {made}
FROM ledger_fact
WHERE period = ANY(%(periods)s::text[]) AND indicator_id = ANY(%(indicators)s::bigint[])
    AND status = 'actual' AND variant = '' AND supersedes_id IS {which}{then}
GROUP BY period, indicator_id"""
_NONE = "NULL::bigint[]"
_MADE = "array_agg(id) FILTER (WHERE source_id = ANY(%(made)s::bigint[]))"
_GENERATED = "SELECT id FROM ledger_source WHERE kind = %s"
_ARRAY_HEAD = 20  # bytes before the elements of a one-dimensional array on the wire
_COLUMNS = {"division": ">i8", "fact": ">i8", "value": ">f8"}
_Array = NDArray[Any]
_Line = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: row numbers of indicators and divisions by code, and periods. None as of means now."""

    indicators: Mapping[str, int]
    periods: Sequence[str]
    units: Mapping[str, int]
    as_of: datetime | None = None


def figures(wanted: Wanted) -> Cube:
    """The facts in force as a cube; of what is not `=` the number stated. Values are doubles (15 digits)."""
    rows = read(wanted)
    found, places = rows.columns, _places(list(wanted.units.values()), rows.columns["division"])
    cube = empty(tuple(wanted.indicators), tuple(wanted.periods), tuple(wanted.units))
    kept = places >= 0
    if rows.superseded.size:
        kept &= ~np.isin(found["fact"], rows.superseded)
    at = _places(list(wanted.indicators.values()), found["indicator"])
    spot = np.ravel_multi_index((at, found["period"], np.maximum(places, 0)), cube.values.shape)
    if not kept.all():
        spot, found = spot[kept], {name: column[kept] for name, column in found.items()}
    cube.values.reshape(-1)[spot] = found["value"]
    cube.facts.reshape(-1)[spot] = found["fact"]
    cube.have.reshape(-1)[spot] = cube.of.reshape(-1)[spot] = 1
    if rows.generated.size:
        cube.generated.reshape(-1)[spot] = np.isin(found["fact"], rows.generated)
    return cube


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read: columns of all facts (`period` by its place), the superseded and the generated ones by number."""

    columns: dict[str, _Array]
    superseded: _Array
    generated: _Array


def read(wanted: Wanted) -> Rows:
    """The facts by period and indicator, those superseded among them.

    First facts are read before corrections: of a figure corrected meanwhile one of the two is seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GENERATED, [str(EvidenceKind.GENERATED)])
        made = [row[0] for row in cursor.fetchall()]
        given = {
            "periods": list(wanted.periods),
            "indicators": list(wanted.indicators.values()),
            "made": made,
            "as_of": wanted.as_of,
        }
        then = " AND recorded_at <= %(as_of)s" if wanted.as_of else ""
        lines: list[_Line] = []
        for which, superseded in (("NULL", _NONE), ("NOT NULL", "array_agg(supersedes_id)")):
            query = _FIGURES.format(made=_MADE if made else _NONE, which=which, superseded=superseded, then=then)
            lines += _lines(Cursor(cursor.connection).execute(query, given, binary=True).pgresult)
    return _unpacked(lines, {text: at for at, text in enumerate(wanted.periods)})


def _lines(result: PGresult | None) -> list[_Line]:
    assert result is not None, "a query that was executed has a result"
    return [tuple(result.get_value(line, at) for at in range(result.nfields)) for line in range(result.ntuples)]


def _unpacked(lines: Sequence[_Line], periods: Mapping[str, int]) -> Rows:
    """The arrays of all rows, one after the other."""
    columns = {name: _column(lines, at, kind) for at, (name, kind) in enumerate(_COLUMNS.items(), start=2)}
    wide = [_length(line[2]) for line in lines]
    places = [periods[(line[0] or b"").decode()] for line in lines]
    subjects = [int.from_bytes(line[1] or b"") for line in lines]
    columns["period"], columns["indicator"] = (np.repeat(np.array(each, np.int64), wide) for each in (places, subjects))
    return Rows(columns, _column(lines, 5, ">i8"), _column(lines, 6, ">i8"))


def _column(lines: Sequence[_Line], column: int, kind: str) -> _Array:
    """The elements of a column of arrays of fixed width, those of all rows, in the byte order of this machine."""
    elements = b"".join(line[column][_ARRAY_HEAD:] for line in lines if line[column] is not None)  # type: ignore[index]
    pairs = np.frombuffer(elements, np.dtype([("size", ">i4"), ("element", kind)]))
    column_of: _Array = pairs["element"].astype(np.dtype(kind).newbyteorder("="))
    return column_of


def _length(array: bytes | None) -> int:
    return int.from_bytes((array or b"")[12:16])


def _places(numbers: Sequence[int], found: Numbers) -> Numbers:
    """The place of each found row number in the list; −1 where it is not in it."""
    table = np.full(max([*numbers, int(found.max(initial=0))]) + 1, -1, np.int64)
    table[np.array(numbers, dtype=np.int64)] = np.arange(len(numbers))
    place: Numbers = table[found]
    return place
