"""Published reference results as tables and schemes; they lie outside the project, in the folder LEITAI_GOLDEN.

Made with COINr 1.1.14 on the ASEM data that come with it: `asem_*` are the inputs, `pipe_*` the stages of a standard
pipeline, `sa_UA_*` the replicates of an uncertainty analysis with the draws they were made from.
"""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from leitai.league.domain import Direction, Leaf, Missing, Node, Panel, Scheme, compute
from leitai.league.domain.aggregating import Arithmetic, Geometric
from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.imputing import Mean
from leitai.league.domain.normalising import MinMax, ZScore
from leitai.league.domain.treating import Winsorise
from leitai.league.domain.uncertainty import Choices, Simulation, simulate

FOLDER = Path(os.environ.get("LEITAI_GOLDEN", "nowhere"))


def there() -> bool:
    """Whether the folder holds the references."""
    return (FOLDER / "asem_iData.csv").exists()


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    """A figure; empty and NA are missing."""
    return float(text) if text not in {"", "NA"} else float("nan")


@cache
def table(name: str) -> tuple[tuple[str, ...], tuple[str, ...], FloatArray]:
    """Units, codes and figures of a file; figures may be infinite."""
    rows = rows_of(name)
    columns = tuple(column for column in rows[0] if column not in {"uCode", "Rank"})
    values = np.array([[number(row[column]) for column in columns] for row in rows])
    return tuple(row["uCode"] for row in rows), columns, values


def panel(name: str) -> Panel:
    """A file of units × codes as a panel."""
    return Panel(*table(name))


def expected(name: str, units: tuple[str, ...], columns: tuple[str, ...]) -> FloatArray:
    """(units, columns) of a file, in that order."""
    have, codes, values = table(name)
    found: FloatArray = values[np.ix_([have.index(unit) for unit in units], [codes.index(code) for code in columns])]
    return found


@cache
def scheme(denominated: bool = True) -> Scheme:
    """The tree of the example, on a scale from 0 to 100 with arithmetic means."""
    meta = [row for row in rows_of("asem_iMeta") if row["Type"] in {"Indicator", "Aggregate"}]
    return Scheme("asem", "1", "", "", _node(meta, next(row for row in meta if not row["Parent"]), denominated))


def full_scheme() -> Scheme:
    """The standard pipeline: denominated, imputed by the mean of the region, winsorised."""
    return replace(scheme(), missing=Missing(Mean("region")), treatment=Winsorise())


def _node(meta: list[dict[str, str]], own: dict[str, str], denominated: bool) -> Node:
    below = [row for row in meta if row["Parent"] == own["iCode"]]
    children = tuple(
        _leaf(row, denominated) if row["Type"] == "Indicator" else _node(meta, row, denominated) for row in below
    )
    return Node(own["iCode"], "", "", float(own["Weight"]), children)


def _leaf(row: dict[str, str], denominated: bool) -> Leaf:
    direction = Direction.LOWER if row["Direction"] == "-1" else Direction.HIGHER
    below = (row["Denominator"] or None) if denominated else None
    return Leaf(row["iCode"], float(row["Weight"]), direction, denominator=below)


@cache
def raw_panel() -> Panel:
    """The figures as they come, with denominators and regions."""
    rows, columns = rows_of("asem_iData"), scheme().columns
    values = np.array([[number(row[column]) for column in columns] for row in rows])
    groups = {"region": tuple(row["EurAsia_group"] for row in rows)}
    return Panel(tuple(row["uCode"] for row in rows), columns, values, groups)


@cache
def weight_sets() -> Mapping[str, dict[str, float]]:
    """The noisy weights of the uncertainty analysis, by number of the set."""
    sets: dict[str, dict[str, float]] = {}
    for row in rows_of("sa_noisy_weight_sets"):
        sets.setdefault(row["set"], {})[row["iCode"]] = float(row["Weight"])
    return sets


def replicates() -> Simulation:
    """Every replicate of the uncertainty analysis from its draw."""
    draws, sets = rows_of("sa_UA_para"), weight_sets()
    most = tuple(sorted({draw["Winmax"] for draw in draws}))
    names = {"WeightSet": tuple(sets), "Norm": ("n_minmax", "n_zscore"), "Winmax": most, "Agg": ("a_amean", "a_gmean")}
    choices = Choices(
        weights=tuple(sets.values()),
        normalisation=(MinMax(1, 100), ZScore(10, 2)),
        treatment=tuple(Winsorise(most=int(own)) for own in most),
        aggregation=(Arithmetic(), Geometric()),
    )
    chance = [[(own.index(draw[key]) + 0.5) / len(own) for key, own in names.items()] for draw in draws]
    return simulate(full_scheme(), raw_panel(), choices, np.array(chance))


def differences() -> Iterator[tuple[str, float, int]]:
    """For each comparison its name, the greatest difference as a share of the greatest value, and the wrong ranks."""
    result = compute(full_scheme(), raw_panel())
    stages = {
        "treated": (result.treated, expected("pipe_Treated", result.units, result.indicators)),
        "normalised": (result.normalised, expected("pipe_Normalised", result.units, result.indicators)),
        "scores": (result.scores, expected("pipe_Aggregated", result.units, result.nodes)),
    }
    for name, (found, wanted) in stages.items():
        yield name, _difference(found, wanted), 0
    ranks = expected("results_full_ranks", result.units, result.nodes)
    yield "ranks", 0.0, int((result.ranks != ranks).sum())
    drawn = replicates()
    columns = tuple(f"r_{row['rep']}" for row in rows_of("sa_UA_para"))
    wrong = _wrong(drawn.ranks.T, expected("sa_UA_ranks", drawn.units, columns))
    yield (
        f"replicates_{len(columns)}",
        _difference(drawn.scores.T, expected("sa_UA_scores", drawn.units, columns)),
        wrong,
    )


def _difference(found: FloatArray, wanted: FloatArray) -> float:
    return float(np.nanmax(np.abs(found - wanted)) / np.nanmax(np.abs(wanted)))


def _wrong(found: IntArray, wanted: FloatArray) -> int:
    return int((found != wanted).sum())
