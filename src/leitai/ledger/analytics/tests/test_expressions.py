"""The same expressions give the same figures on DuckDB and on Spark, and the same as the pivot of the pages."""

import importlib.util
import logging
import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from math import isnan
from pathlib import Path

import ibis
import pytest
from ibis import BaseBackend

from leitai.ledger.analytics import archive, expressions, pivot
from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.pivot import Axis, Request
from leitai.ledger.analytics.tests import small
from leitai.ledger.analytics.tests.small import CITY, COUNTY, MOVED, SECOND, STREET, TODAY, TOWN, enter, figure
from leitai.ledger.analytics.trees import Level
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.periods import Period

CODES = ("fiscal_revenue", "fiscal_revenue_yoy", "tax_per_mu", "industrial_tax", "industrial_land")
QUARTERS = tuple(f"2019Q{quarter}" for quarter in (1, 2, 3, 4))
ABOVE = {STREET: COUNTY, TOWN: COUNTY, MOVED: SECOND}
Rows = list[dict[str, object]]


@pytest.fixture
def folder(db, tmp_path) -> Path:
    """An archive of figures of four quarters, some missing, some generated, one corrected."""
    small.build()
    for place, unit in enumerate((STREET, TOWN, MOVED)):
        kind = EvidenceKind.GENERATED if unit == TOWN else EvidenceKind.BRIEF
        enter([_made(place, at, code, period, unit) for code in CODES[:2] + CODES[3:]
               for at, period in enumerate(QUARTERS) if (place, at) != (1, 2)], kind)  # fmt: skip
    first = enter([figure("fiscal_revenue", TOWN, "2019Q3", "9")])[0]
    enter([figure("fiscal_revenue", TOWN, "2019Q3", "4.25", supersedes=first)])
    archive.write(tmp_path / "archive", everything=True)
    return tmp_path / "archive"


def _made(place, at, code, period, unit):
    return figure(code, unit, period, f"{1 + CODES.index(code) * 3 + place * 1.7 + at * 0.35:.2f}")


def duckdb(folder: Path) -> dict[str, Rows]:
    return reckoned(ibis.duckdb.connect(), folder)


def reckoned(backend: BaseBackend, folder: Path) -> dict[str, Rows]:
    """All reckonings, in the order of their keys."""
    facts = backend.read_parquet(str(folder / "facts/*/*/*.parquet"))
    rules = backend.read_parquet(str(folder / "indicators.parquet"))
    members = ibis.memtable([{"period": p, "division": d, "whole": w} for p in QUARTERS for d, w in ABOVE.items()])
    parts = ibis.memtable([{"target": "2019", "part": p, "nth": at, "of": 4} for at, p in enumerate(QUARTERS)])
    earlier = ibis.memtable([{"period": b, "before": a} for a, b in pairwise(QUARTERS)])
    values = expressions.figures(facts)
    made = {
        "figures": values,
        "year": expressions.over_time(values, rules, parts),
        "counties": expressions.over_divisions(values, rules, members),
        "change": expressions.change(values, rules, earlier),
        "rank": expressions.rank(values, rules),
    }
    return {name: _rows(backend, table) for name, table in made.items()}


def _rows(backend: BaseBackend, table: ibis.Table) -> Rows:
    keys = [name for name in ("indicator", "period", "division", "whole") if name in table.columns]
    rows = backend.to_pyarrow(table.select(sorted(table.columns))).to_pylist()
    return sorted(rows, key=lambda row: [str(row[key]) for key in keys])


def same(first: Rows, then: Rows) -> None:
    """Row by row the same; doubles to the eighth decimal."""
    assert len(first) == len(then)
    for one, other in zip(first, then, strict=True):
        assert one == pytest.approx(other, abs=2e-8)


def table(periods: str, level: Level, show: Show = Show.VALUE) -> Rows:
    """What the pages reckon, as rows."""
    given = tuple(Period.parse(text) for text in periods.split())
    asked = Request(CODES, given, columns=(Axis.INDICATOR, Axis.PERIOD), level=level, show=show)
    made = pivot.compute(asked, today=TODAY)
    return [
        {"indicator": code, "period": period, "unit": unit, "value": float(made.shown[i, p, u])}
        for i, code in enumerate(CODES)
        for p, period in enumerate(made.cube.periods)
        for u, unit in enumerate(made.cube.units)
        if not isnan(made.shown[i, p, u])
    ]


def told(rows: Rows, unit: str, value: str) -> Rows:
    """Rows of an expression as those of `table`, ratios that a unit did not report left out."""
    named = [{"indicator": r["indicator"], "period": r["period"], "unit": r[unit], "value": r[value]} for r in rows]
    return sorted(named, key=_key)


def _key(row):
    return (row["indicator"], row["period"], row["unit"])


def reported(rows: Rows) -> Rows:
    return sorted((row for row in rows if row["indicator"] != "tax_per_mu"), key=_key)


def test_the_expressions_agree_with_the_pages(folder):
    made = duckdb(folder)
    every = " ".join(QUARTERS)
    same(told(made["counties"], "whole", "value"), sorted(table(every, Level.COUNTY), key=_key))
    same(told(made["year"], "division", "value"), reported(table("2019", Level.TOWNSHIP)))
    same(told(made["rank"], "division", "rank"), reported(table(every, Level.TOWNSHIP, Show.RANK)))
    changes = table(" ".join(QUARTERS[1:]), Level.TOWNSHIP, Show.PERIOD_ON_PERIOD)
    same(told(made["change"], "division", "change"), reported(changes))


def test_a_corrected_figure_counts_once_and_a_generated_one_marks(folder):
    made = duckdb(folder)
    third = [row for row in made["figures"] if (row["indicator"], row["period"]) == ("fiscal_revenue", "2019Q3")]
    assert [row["value"] for row in third if row["division"] == TOWN] == [4.25]
    county = next(row for row in made["counties"] if row["whole"] == COUNTY and row["period"] == "2019Q1")
    assert (county["generated"], county["have"], county["of"]) == (True, 2, 2)
    assert CITY not in {row["whole"] for row in made["counties"]}


@pytest.fixture
def spark() -> Iterator[BaseBackend]:
    """Spark in this process, on one core."""
    if os.environ.get("LEITAI_WITHOUT_SPARK") == "1":
        pytest.skip("Spark is left out of this run, which found no room to build it")
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("missing tool: pyspark is not installed, run `make spark`")
    if shutil.which("java") is None:
        pytest.skip("missing tool: no Java on this machine, which Spark needs")
    from pyspark.sql import SparkSession  # noqa: PLC0415  # an extra, looked for first

    logging.getLogger("py4j").setLevel(logging.ERROR)  # it tells of its end when nobody listens any more
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    settings = {"spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC",
                "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}  # fmt: skip
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield ibis.pyspark.connect(session)
    session.stop()


def test_spark_gives_what_duckdb_gives(folder, spark):
    here, there = duckdb(folder), reckoned(spark, folder)
    for name, rows in here.items():
        assert rows, name
        same(rows, there[name])
