"""Figures in force, from PostgreSQL straight into arrays.

One index holds all that is read here (`fact_for_pivot`), so a fact that is recorded is in the next pivot: there is no
copy to be kept up. A correction has the key of what it supersedes, so what is in force is told among the rows read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Cursor
from psycopg.pq.abc import PGresult

from leitai.ledger.analytics.cubes import Cube, Numbers, empty
from leitai.ledger.domain.facts import EvidenceKind

# One row for each period and indicator, its figures side by side: a row each would cost more to hand over than to find.
_FIGURES = """SELECT period, indicator_id, array_agg(division_id::int4), array_agg(id),
    array_agg(coalesce(supersedes_id, 0)), array_agg(source_id), array_agg(value::float8)
FROM ledger_fact
WHERE period = ANY(%(periods)s::text[]) AND indicator_id = ANY(%(indicators)s::bigint[])
    AND status = 'actual' AND variant = '' AND recorded_at <= %(as_of)s
GROUP BY period, indicator_id"""
_GENERATED = "SELECT id FROM ledger_source WHERE kind = %s AND id = ANY(%s)"
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_ARRAY_HEAD = 20  # bytes before the elements of a one-dimensional array on the wire
_COLUMNS = {"division": ">i4", "fact": ">i8", "supersedes": ">i8", "source": ">i8", "value": ">f8"}
_Array = NDArray[Any]
_EMPTY = np.array([], np.int32)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: row numbers of indicators and divisions by code, and periods. None as of means now."""

    indicators: Mapping[str, int]
    periods: Sequence[str]
    units: Mapping[str, int]
    as_of: datetime | None = None


def figures(wanted: Wanted) -> Cube:
    """The facts in force as a cube; of what is not `=` the number stated. Values are doubles (15 digits)."""
    found = _in_force(rows(wanted))
    cube = empty(tuple(wanted.indicators), tuple(wanted.periods), tuple(wanted.units))
    units = _places(list(wanted.units.values()), found["division"])
    found, units = _kept(found, units >= 0), units[units >= 0]
    spot = (_places(list(wanted.indicators.values()), found["indicator"]), found["period"], units)
    cube.values[spot] = found["value"]
    cube.facts[spot] = found["fact"]
    cube.generated[spot] = np.isin(found["source"], _generated(found["source"]))
    cube.have[spot] = cube.of[spot] = 1
    return cube


def rows(wanted: Wanted) -> dict[str, _Array]:
    """The rows as they come, those superseded among them: `period` and `unit` numbers, and the columns of the fact."""
    given = {
        "periods": list(wanted.periods),
        "indicators": list(wanted.indicators.values()),
        "as_of": wanted.as_of or _FAR,
    }
    with connection.cursor() as cursor:
        result = Cursor(cursor.connection).execute(_FIGURES, given, binary=True).pgresult
    assert result is not None, "a query that was executed has a result"
    return _unpacked(result, {text: at for at, text in enumerate(wanted.periods)})


def _unpacked(result: PGresult, periods: Mapping[str, int]) -> dict[str, _Array]:
    """The arrays of all rows, one after the other."""
    lines = range(result.ntuples)
    made: dict[str, _Array] = {
        name: np.concatenate([_EMPTY, *(_elements(result.get_value(line, column), kind) for line in lines)])
        for column, (name, kind) in enumerate(_COLUMNS.items(), start=2)
    }
    wide = [_length(result.get_value(line, 2)) for line in lines]
    places = [periods[(result.get_value(line, 0) or b"").decode()] for line in lines]
    subjects = [int.from_bytes(result.get_value(line, 1) or b"") for line in lines]
    made["period"], made["indicator"] = (np.repeat(np.array(each, np.int64), wide) for each in (places, subjects))
    return made


def _length(array: bytes | None) -> int:
    return int.from_bytes((array or b"")[12:16])


def _elements(array: bytes | None, kind: str) -> _Array:
    """The elements of a PostgreSQL array of fixed width, without NULLs."""
    pairs = np.frombuffer(array or b"", np.dtype([("size", ">i4"), ("element", kind)]), offset=_ARRAY_HEAD)
    elements: _Array = pairs["element"]
    return elements


def _in_force(found: dict[str, _Array]) -> dict[str, _Array]:
    superseded = found["supersedes"][found["supersedes"] > 0]
    return _kept(found, ~np.isin(found["fact"], superseded)) if superseded.size else found


def _kept(found: dict[str, _Array], where: NDArray[np.bool_]) -> dict[str, _Array]:
    return {name: column[where] for name, column in found.items()}


def _places(numbers: Sequence[int], found: Numbers) -> Numbers:
    """The place of each found row number in the list; −1 where it is not in it."""
    table = np.full(max([*numbers, int(found.max(initial=0))]) + 1, -1, np.int64)
    table[np.array(numbers, dtype=np.int64)] = np.arange(len(numbers))
    place: Numbers = table[found]
    return place


def _generated(sources: Numbers) -> Numbers:
    several = np.unique(sources)
    if not several.size:
        return several
    with connection.cursor() as cursor:
        cursor.execute(_GENERATED, [str(EvidenceKind.GENERATED), several.tolist()])
        return np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)
