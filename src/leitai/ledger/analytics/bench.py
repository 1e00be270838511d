"""How long a pivot takes out of many facts, and how much memory a million rows of export need."""

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from leitai import runtime
from leitai.measure import Measure, p95_milliseconds
from leitai.postgres.throwaway import throwaway

MILLION = 1_000_000
UNITS, INDICATORS, MONTHS = 185, 60, 12
RUNS = 40
_SOURCE = """INSERT INTO ledger_source (kind, title, text, sha256, recorded_at)
VALUES ('workbook', 'bench', '', ''::bytea, now()) RETURNING id"""
# Facts of every month in turn, of every indicator and township, with the months counted back from the end of 2019.
_FACTS = """INSERT INTO ledger_fact (indicator_id, division_id, period, first_day, last_day, status, variant,
    comparator, value, source_id, place, recorded_at, reason)
SELECT i.id, d.id, to_char(m.day, 'YYYY-MM'), m.day, m.day + interval '1 month' - interval '1 day', 'actual', '', '=',
    round((100 + 50 * sin(i.id + d.id + n))::numeric, 4), %(source)s, '', now(), ''
FROM generate_series(%(first)s, %(last)s) n
CROSS JOIN LATERAL (SELECT (date '2019-12-01' - make_interval(months => n))::date AS day) m
CROSS JOIN ledger_indicator i
CROSS JOIN (SELECT id FROM divisions_division WHERE kind IN ('street', 'town', 'township') ORDER BY id LIMIT 185) d"""


def measures(facts: int = MILLION) -> Iterator[Measure]:
    """185 units × 60 indicators × 12 months out of so many facts; the floor is the bare query."""
    with throwaway() as server:
        os.environ |= {"DATABASE_URL": server.url, "LEITAI_LOG_LEVEL": "ERROR"}
        runtime.start()
        importlib.import_module("leitai.web.setting_up").set_up()
        count = fill(facts)
        yield Measure("pivot.facts", count, "facts", None, None, 1)
        yield from _pivots()
        yield from _streams()


def fill(facts: int) -> int:
    """Enter about so many facts, whole months; gives how many. The triggers rest meanwhile."""
    connection = importlib.import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_SOURCE)
        source = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM ledger_indicator")
        month = cursor.fetchone()[0] * UNITS
        months = max(MONTHS, round(facts / month))
        for first in range(0, months, 24):
            cursor.execute(_FACTS, {"source": source, "first": first, "last": min(first + 24, months) - 1})
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE ledger_fact")
        cursor.execute("SELECT count(*) FROM ledger_fact")
        return int(cursor.fetchone()[0])


def _pivots() -> Iterator[Measure]:
    pivot = importlib.import_module("leitai.ledger.analytics.pivot")
    request, today = _request(pivot), date(2020, 1, 10)
    table = pivot.compute(request, today=today)
    assert table.cube.present.sum() == UNITS * INDICATORS * MONTHS, "a cell is empty"
    value, floor = _p95(lambda: pivot.compute(request, today=today)), _p95(_bare(request))
    yield Measure("pivot.185x60x12_p95", value, "ms", floor, value / floor, RUNS)


def _request(pivot: object) -> object:
    catalogue = importlib.import_module("leitai.ledger.analytics.catalogue")
    stretches = importlib.import_module("leitai.ledger.analytics.stretches")
    months = stretches.between(date(2019, 1, 1), date(2019, 12, 31), stretches.Grain.MONTH)
    codes = tuple(sorted(catalogue.subjects()))[:INDICATORS]
    axes = pivot.Axis  # type: ignore[attr-defined]  # a module
    return pivot.Request(codes, months, columns=(axes.INDICATOR, axes.PERIOD))  # type: ignore[attr-defined]


def _bare(request: object) -> Callable[[], object]:
    """Reading as many rows and nothing else."""
    reading = importlib.import_module("leitai.ledger.analytics.reading")
    catalogue = importlib.import_module("leitai.ledger.analytics.catalogue")
    numbers = {code: catalogue.subjects()[code].id for code in request.indicators}  # type: ignore[attr-defined]
    wanted = reading.Wanted(numbers, [period.text for period in request.periods], {})  # type: ignore[attr-defined]
    return lambda: reading.read(wanted)


def _streams() -> Iterator[Measure]:
    """Peak memory of a process that writes everything out; the floor is one that writes a thousandth of it."""
    for way in STREAMS:
        few, many = _child(way, 1000), _child(way, 0)
        peak, least = many["megabytes"], few["megabytes"]
        yield Measure(f"pivot.{way}_peak_memory", peak, "MB", least, peak / least, 1)
        yield Measure(f"pivot.{way}_rate", many["facts"] / many["seconds"], "facts/s", None, None, 1)


def _child(way: str, at_most: int) -> dict[str, float]:
    command = [sys.executable, "-m", "leitai.ledger.analytics.bench", way, str(at_most)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def _export(at_most: int) -> int:
    """Facts as CSV, thrown away as they come."""
    exports = importlib.import_module("leitai.ledger.analytics.exports")
    rows = importlib.import_module("leitai.ledger.queries").facts_in_force().all()
    last = rows.order_by("id").values_list("id", flat=True)[at_most - 1] if at_most else None
    found = rows.filter(id__lte=last) if last else rows
    lines: int = sum(piece.count(b"\r\n") for piece in exports.facts_as_csv(found))
    return lines - 1


def _archive(at_most: int) -> int:
    """An archive in a temporary folder; a small one is one of a moment before there was anything."""
    archive = importlib.import_module("leitai.ledger.analytics.archive")
    moment = datetime(2000, 1, 1, tzinfo=UTC) if at_most else None
    with tempfile.TemporaryDirectory() as folder:
        return int(archive.write(Path(folder) / "out", as_of=moment)["facts"])


STREAMS: dict[str, Callable[[int], int]] = {"export": _export, "archive": _archive}


def _stream(way: str, at_most: int) -> str:
    """Run one way in this process; gives what it took as JSON."""
    runtime.start()
    start = time.perf_counter()
    facts = STREAMS[way](at_most)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return json.dumps({"facts": facts, "seconds": seconds, "megabytes": peak})


def _p95(call: Callable[[], object]) -> float:
    return p95_milliseconds(call, RUNS, first=3)


if __name__ == "__main__":
    sys.stdout.write(_stream(sys.argv[1], int(sys.argv[2])) + "\n")
