"""Leaves from the rows of the database, by two hands that must agree.

The server writes the canonical bytes where a million facts are sealed (they are hashed here while it writes on);
Python writes them where one figure is proven and where everything is audited, and so checks the server. A test holds
the two together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from psycopg import Connection, Cursor

from leitai.ledger.domain.leaves import Leaf, LeafSource

_MOMENT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_TEXT = "to_json({0}::text)::text"
_MOSTLY = """CASE {0} WHEN '{1}' THEN '"{1}"' ELSE to_json({0}::text)::text END"""
_NUMBER = "coalesce({0}::text, 'null')"
_OPTIONAL = """coalesce('"' || {0} || '"', 'null')"""


def _object(*members: tuple[str, str] | tuple[str, str, str]) -> str:
    """SQL that writes a JSON object of these members, none of which is NULL; a third word: in quotes.

    `concat` takes as few parts as there can be: each has its price (and `||` copies what is there once a part).
    """
    parts, before = [], "{"
    for name, value, *quoted in members:
        quote = '"' if quoted else ""
        parts += [f"""'{before}"{name}":{quote}'""", value]
        before = f"{quote},"
    return f"concat({', '.join(parts)}, '{before[:-1]}}}')"


_SOURCE = _object(
    ("number", "s.id"),
    ("kind", _TEXT.format("s.kind")),
    ("title", _TEXT.format("s.title")),
    ("division", _OPTIONAL.format("d.code")),
    ("published", _OPTIONAL.format("s.published::text")),
    ("sha256", "encode(s.sha256, 'hex')", "quoted"),
    ("text", "encode(sha256(convert_to(s.text, 'UTF8')), 'hex')", "quoted"),
    ("recorded_at", _MOMENT.format("s.recorded_at"), "quoted"),
    ("recorded_by", _NUMBER.format("s.recorded_by_id")),
)
_LEAF = _object(
    ("v", "1"),
    ("number", "f.id"),
    ("indicator", "i.said"),
    ("division", "d.said"),
    ("period", _TEXT.format("f.period")),
    ("first_day", "f.first_day", "quoted"),  # in the ISO style, which is set before
    ("last_day", "f.last_day", "quoted"),
    ("status", _MOSTLY.format("f.status", "actual")),
    ("variant", _MOSTLY.format("f.variant", "")),
    ("comparator", _MOSTLY.format("f.comparator", "=")),
    ("value", "trim_scale(f.value)", "quoted"),
    ("value_max", _OPTIONAL.format("trim_scale(f.value_max)::text")),
    ("place", _MOSTLY.format("f.place", "")),
    ("recorded_at", _MOMENT.format("f.recorded_at"), "quoted"),
    ("recorded_by", _NUMBER.format("f.recorded_by_id")),
    ("supersedes", _NUMBER.format("f.supersedes_id")),
    ("reason", _MOSTLY.format("f.reason", "")),
    ("source", "''"),
)
_BATCH = "SELECT * FROM ledger_fact WHERE <which> ORDER BY id LIMIT <most>"
_SAID = f"""
SELECT s.id, {_SOURCE} FROM ledger_source s LEFT JOIN divisions_division d ON d.id = s.division_id
WHERE s.id IN (SELECT source_id FROM ({_BATCH}) f)
"""  # noqa: S608  # put together from constants of this file
_WRITTEN = f"""
WITH i AS MATERIALIZED (SELECT id, {_TEXT.format("code")} AS said FROM ledger_indicator),
d AS MATERIALIZED (SELECT id, {_TEXT.format("code")} AS said FROM divisions_division)
SELECT string_agg(concat_ws(E'\t', f.id, f.source_id, {_LEAF}), E'\n' ORDER BY f.id)
FROM ({_BATCH}) f JOIN i ON i.id = f.indicator_id JOIN d ON d.id = f.division_id
"""  # noqa: S608  # put together from constants of this file


@dataclass(frozen=True, slots=True)
class Batch:
    """Leaves as the server wrote them, by number: `number TAB source TAB leaf` a line, the source left out of the leaf.

    What a source says stands in the leaf of each of its figures: it comes once (`sources`), and is put in here.
    """

    lines: list[bytes]
    sources: dict[bytes, bytes]

    @property
    def last(self) -> int:
        """The number of the last fact."""
        return int(self.lines[-1].partition(b"\t")[0])

    def hashes(self) -> Iterator[tuple[int, bytes]]:
        """The number of each fact, and the hash of its leaf."""
        for line in self.lines:
            number, source, leaf = line.split(b"\t", 2)
            yield int(number), sha256(b"\x00" + leaf[:-1] + self.sources[source]).digest()


def batch_of(raw: Connection[Any], which: str, value: int | list[int], most: int) -> Batch | None:
    """The leaves of the facts of a condition, so many at most; None where there is none. Any thread may ask."""
    with Cursor(raw) as cursor:
        cursor.execute("SET LOCAL datestyle TO ISO")
        result = cursor.execute(_for(_WRITTEN, which, most), [value]).pgresult
        written = None if result is None else result.get_value(0, 0)  # as it came: UTF-8, not decoded
        if written is None:
            return None
        said = cursor.execute(_for(_SAID, which, most), [value]).fetchall()
    return Batch(written.split(b"\n"), {str(number).encode(): text.encode() + b"}" for number, text in said})


def _for(statement: str, which: str, most: int) -> bytes:
    return statement.replace("<which>", which).replace("<most>", str(most)).encode()


_ROWS = """
SELECT f.id, i.code, d.code, f.period, f.first_day, f.last_day, f.status, f.variant, f.comparator, f.value, f.value_max,
    f.place, f.recorded_at, f.recorded_by_id, f.supersedes_id, f.reason, f.source_id
FROM ledger_fact f LEFT JOIN ledger_indicator i ON i.id = f.indicator_id
    LEFT JOIN divisions_division d ON d.id = f.division_id
WHERE f.id = ANY(%s) ORDER BY f.id
"""
_SOURCES = """
SELECT s.id, s.kind, s.title, d.code, s.published, s.sha256, s.text, s.recorded_at, s.recorded_by_id
FROM ledger_source s LEFT JOIN divisions_division d ON d.id = s.division_id WHERE s.id = ANY(%s)
"""
_GONE = LeafSource(0, "", "", None, None, b"", b"", datetime.fromtimestamp(0, UTC), None)


class LeafReader:
    """Reads leaves by the numbers of their facts; keeps the sources it has seen, without their texts."""

    def __init__(self, most_sources: int = 50_000) -> None:
        self._sources: dict[int, LeafSource] = {}
        self._most = most_sources

    def leaves(self, numbers: Sequence[int]) -> Iterator[Leaf]:
        """The leaves of the facts with these numbers, by number; those that are gone are left out."""
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [list(numbers)])
            rows = cursor.fetchall()
        self._learn({row[-1] for row in rows})
        for row in rows:
            yield Leaf(*(*row[:-1], self._sources.get(row[-1], _GONE)))

    def _learn(self, wanted: set[int]) -> None:
        if len(self._sources) > self._most:
            self._sources.clear()
        new = sorted(wanted - self._sources.keys())
        if not new:
            return
        with connection.cursor() as cursor:
            cursor.execute(_SOURCES, [new])
            for row in cursor:
                text = sha256(row[6].encode()).digest()
                self._sources[row[0]] = LeafSource(*(*row[:5], bytes(row[5]), text, *row[7:]))


def leaf_of(number: int) -> Leaf | None:
    """The leaf of one fact as its row says it now."""
    return next(LeafReader().leaves([number]), None)
