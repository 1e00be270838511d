"""Facts as partitioned Parquet: streamed in memory that does not grow with them, and put in place whole or not at all.

DIR/facts/year=2019/dimension=quality/part-0.parquet
DIR/indicators.parquet   DIR/divisions.parquet   DIR/groups.parquet   DIR/manifest.json
"""

import hashlib
import io
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.utils import timezone

from leitai.divisions import queries as divisions
from leitai.ledger import services
from leitai.ledger.analytics import catalogue

VERSION = 1
_PIECE, _HELD = 4_000_000, 400_000  # bytes read at once; rows held before the largest partition is written
_COPY = """COPY (
    SELECT f.id, i.code, d.code, f.period, f.first_day, f.last_day, f.status, f.variant, f.comparator, f.value,
        f.value_max, s.kind, s.id, f.place, (extract(epoch FROM f.recorded_at) * 1000000)::bigint, f.supersedes_id,
        l.id, f.reason, extract(year FROM f.first_day)::int, coalesce(nullif(i.dimension, ''), 'none')
    FROM ledger_fact f JOIN ledger_indicator i ON i.id = f.indicator_id
    JOIN divisions_division d ON d.id = f.division_id
    JOIN ledger_source s ON s.id = f.source_id
    LEFT JOIN ledger_fact l ON l.supersedes_id = f.id AND l.recorded_at <= %(as_of)s
    WHERE f.recorded_at <= %(as_of)s AND (%(everything)s OR l.id IS NULL)
) TO STDOUT (FORMAT CSV)"""
_DECIMAL, _MOMENT = pa.decimal128(28, 8), pa.timestamp("us", "UTC")
_SCHEMA = pa.schema(
    [
        ("fact", pa.int64()), ("indicator", pa.string()), ("division", pa.string()), ("period", pa.string()),
        ("first_day", pa.date32()), ("last_day", pa.date32()), ("status", pa.string()), ("variant", pa.string()),
        ("comparator", pa.string()), ("value", _DECIMAL), ("value_max", _DECIMAL), ("source", pa.string()),
        ("source_number", pa.int64()), ("place", pa.string()), ("recorded_at", _MOMENT), ("supersedes", pa.int64()),
        ("superseded_by", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip
_KEYS = [("year", pa.int32()), ("dimension", pa.string())]
_Key = tuple[int, str]


class FolderTaken(FileExistsError):
    """The folder of an archive is there already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is there already: name a folder that is not, or remove that one first")


def write(folder: Path, *, everything: bool = False, as_of: datetime | None = None) -> dict[str, Any]:
    """Write an archive as of a moment (None = now) and give its manifest. Raises FolderTaken.

    `everything`: those superseded too, each with the number of the fact that supersedes it.
    """
    if folder.exists():
        raise FolderTaken(folder)
    moment = as_of or _settled()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with transaction.atomic():
            _names(made)
            facts = _Partitions(made / "facts")
            facts.write(_pieces(moment, everything))
        manifest = _manifest(made, moment, everything, facts.counts)
        made.chmod(0o755)
        made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return manifest


def _settled() -> datetime:
    """A moment before which nothing will be recorded any more."""
    with transaction.atomic():
        services.settle()
        return timezone.now()


def _pieces(as_of: datetime, everything: bool) -> Iterator[pa.Table]:
    """The facts, some thousands at a time."""
    buffer = io.BytesIO()
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY, {"as_of": as_of, "everything": everything}) as copy:
        for line in copy:
            buffer.write(line)
            if buffer.tell() >= _PIECE:
                yield _read(buffer.getvalue())
                buffer = io.BytesIO()
    if buffer.tell():
        yield _read(buffer.getvalue())


def _read(text: bytes) -> pa.Table:
    types = {column.name: pa.int64() if column.type == _MOMENT else column.type for column in _SCHEMA} | dict(_KEYS)
    table = pa.csv.read_csv(
        io.BytesIO(text),
        read_options=pa.csv.ReadOptions(column_names=list(types), use_threads=False),
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=False),
    )
    return table.cast(pa.schema([*_SCHEMA, *_KEYS]))


@dataclass(slots=True)
class _Partitions:
    """Open files, a partition each, and rows that wait for theirs; in all never more than a set number of rows wait."""

    folder: Path
    counts: dict[_Key, int] = field(default_factory=lambda: defaultdict(int))
    waiting: dict[_Key, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))
    writers: dict[_Key, pq.ParquetWriter] = field(default_factory=dict)

    def write(self, pieces: Iterator[pa.Table]) -> None:
        """Write every piece to its partitions."""
        with ExitStack() as stack:
            for piece in pieces:
                self._part(piece)
                while self._rows() > _HELD:
                    self._flush(max(self.waiting, key=self._waits), stack)
            for key in sorted(self.waiting):
                self._flush(key, stack)

    def _part(self, piece: pa.Table) -> None:
        for year, dimension in sorted(set(zip(piece["year"].to_pylist(), piece["dimension"].to_pylist(), strict=True))):
            chosen = pc.and_(pc.equal(piece["year"], year), pc.equal(piece["dimension"], dimension))
            self.waiting[year, dimension].append(piece.filter(chosen).select(_SCHEMA.names))

    def _waits(self, key: _Key) -> int:
        return sum(table.num_rows for table in self.waiting[key])

    def _rows(self) -> int:
        return sum(self._waits(key) for key in self.waiting)

    def _flush(self, key: _Key, stack: ExitStack) -> None:
        table = pa.concat_tables(self.waiting.pop(key))
        if key not in self.writers:
            place = self.folder / f"year={key[0]}" / f"dimension={key[1]}" / "part-0.parquet"
            place.parent.mkdir(parents=True)
            self.writers[key] = stack.enter_context(pq.ParquetWriter(place, _SCHEMA, compression="zstd"))
        self.writers[key].write_table(table)
        self.counts[key] += table.num_rows


def _names(folder: Path) -> None:
    """The catalogue, the tree and the groups, so that an archive can be reckoned with by itself."""
    rules = [_rule(subject) for subject in catalogue.subjects().values()]
    pl.DataFrame(rules, infer_schema_length=None).write_parquet(folder / "indicators.parquet")
    tree = [(row.code, row.name, str(row.kind), row.above, row.since, row.until) for row in divisions.spells()]
    columns = ["division", "name", "kind", "above", "since", "until"]
    kinds = dict.fromkeys(columns[:4], pl.String) | dict.fromkeys(columns[4:], pl.Date)
    pl.DataFrame(tree, schema=kinds, orient="row").write_parquet(folder / "divisions.parquet")
    groups = {"whole": pl.String, "division": pl.String, "since": pl.Date, "until": pl.Date}
    pl.DataFrame(divisions.group_spells(), schema=groups, orient="row").write_parquet(folder / "groups.parquet")


def _rule(subject: catalogue.Subject) -> dict[str, str | float | bool]:
    rule = subject.rule
    return {
        "indicator": subject.code, "name": subject.name, "name_en": subject.name_en, "dimension": subject.dimension,
        "unit": rule.unit, "over_divisions": str(rule.divisions), "over_time": str(rule.time), "weight": rule.weight,
        "numerator": rule.numerator, "denominator": rule.denominator, "scale": rule.scale,
        "direction": str(rule.direction), "target": rule.target, "in_points": rule.changes_in_points,
    }  # fmt: skip


def _manifest(folder: Path, as_of: datetime, everything: bool, counts: dict[_Key, int]) -> dict[str, Any]:
    files = sorted(path for path in folder.rglob("*.parquet"))
    manifest = {
        "version": VERSION,
        "as_of": as_of.astimezone(UTC).isoformat(),
        "holds": "all facts" if everything else "facts in force",
        "facts": sum(counts.values()),
        "partitions": {f"year={year}/dimension={name}": counts[year, name] for year, name in sorted(counts)},
        "sha256": {path.relative_to(folder).as_posix(): _digest(path) for path in files},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
