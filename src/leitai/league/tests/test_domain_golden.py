"""The engine agrees with published reference results, to 1e-12 and in every rank.

The reference files lie outside the project: LEITAI_GOLDEN names their folder.
"""

import csv
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from leitai.league.domain import Direction, Leaf, Missing, Node, Panel, Scheme, compute, rank_rows
from leitai.league.domain.acceptability import spread_of
from leitai.league.domain.aggregating import Arithmetic, Geometric, Harmonic
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.consistency import correlations, cronbach_alpha
from leitai.league.domain.goalposts import DistanceToReference, Goalposts
from leitai.league.domain.imputing import Mean
from leitai.league.domain.normalising import Borda, DistanceToMax, MinMax, Rank, ZScore
from leitai.league.domain.sensitivity import leave_out
from leitai.league.domain.treating import Winsorise
from leitai.league.domain.uncertainty import Choices, simulate

GOLDEN = Path(os.environ.get("LEITAI_GOLDEN", "nowhere"))
pytestmark = pytest.mark.skipif(
    not (GOLDEN / "asem_iData.csv").exists(), reason="LEITAI_GOLDEN names no folder with reference results"
)


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text) if text not in {"", "NA"} else float("nan")


@cache
def table(name: str) -> tuple[tuple[str, ...], tuple[str, ...], FloatArray]:
    rows = rows_of(name)
    columns = tuple(column for column in rows[0] if column not in {"uCode", "Rank"})
    values = np.array([[number(row[column]) for column in columns] for row in rows])
    return tuple(row["uCode"] for row in rows), columns, values


def expected(name: str, units: tuple[str, ...], columns: tuple[str, ...]) -> FloatArray:
    have, codes, values = table(name)
    return values[np.ix_([have.index(unit) for unit in units], [codes.index(column) for column in columns])]


def agree(found: FloatArray, wanted: FloatArray) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


@cache
def scheme(denominated: bool = True) -> Scheme:
    meta = [row for row in rows_of("asem_iMeta") if row["Type"] in {"Indicator", "Aggregate"}]
    return Scheme("asem", "1", "", "", _node(meta, next(row for row in meta if not row["Parent"]), denominated))


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
    rows = rows_of("asem_iData")
    columns = scheme().columns
    values = np.array([[number(row[column]) for column in columns] for row in rows])
    return Panel(
        tuple(row["uCode"] for row in rows), columns, values, {"region": tuple(row["EurAsia_group"] for row in rows)}
    )


@cache
def panel(name: str) -> Panel:
    units, columns, values = table(name)
    return Panel(units, columns, values)


FULL = replace(scheme(), missing=Missing(Mean("region")), treatment=Winsorise()) if GOLDEN.exists() else None
TREATED = scheme(denominated=False) if GOLDEN.exists() else None


def test_the_whole_pipeline_from_raw_figures() -> None:
    assert FULL is not None
    result = compute(FULL, raw_panel())
    agree(result.treated, expected("pipe_Treated", result.units, result.indicators))
    agree(result.normalised, expected("pipe_Normalised", result.units, result.indicators))
    agree(result.scores, expected("pipe_Aggregated", result.units, result.nodes))
    np.testing.assert_array_equal(result.ranks, expected("results_full_ranks", result.units, result.nodes))


def test_denominated_and_imputed_figures() -> None:
    assert TREATED is not None
    result = compute(replace(scheme(), missing=Missing(Mean("region"))), raw_panel())
    agree(result.treated, expected("pipe_Imputed", result.units, result.indicators))


METHODS = {
    "norm_minmax_0_100": MinMax(),
    "norm_zscore_0_1": ZScore(),
    "norm_rank": Rank("min"),
    "norm_borda": Borda("min"),
    "norm_dist2max": DistanceToMax(),
}


@pytest.mark.parametrize("name", METHODS)
def test_normalisation(name: str) -> None:
    assert TREATED is not None
    result = compute(replace(TREATED, normalisation=METHODS[name]), panel("pipe_Treated"))
    agree(result.normalised, expected(name, result.units, result.indicators))


def test_distance_to_a_reference_unit() -> None:
    assert TREATED is not None
    result = compute(replace(TREATED, normalisation=DistanceToReference(place=0)), panel("pipe_Treated"))
    wanted = expected("norm_dist2ref_iref1", result.units, result.indicators)
    defined = np.isfinite(wanted[0])
    assert np.isnan(result.normalised[:, ~defined]).all()
    agree(result.normalised[:, defined], wanted[:, defined])


def test_goalposts_cut_at_their_ends() -> None:
    assert TREATED is not None
    posts = {}
    for row in rows_of("norm_RAW_goalposts_params"):
        ends = (number(row["goalpost_lower"]), number(row["goalpost_upper"]))
        worst, best = ends if row["Direction"] == "1" else ends[::-1]
        posts[row["iCode"]] = Goalposts(worst, best, 0.0, number(row["goalpost_scale"]))
    result = compute(replace(TREATED, root=_with_posts(TREATED.root, posts)), panel("pipe_Raw"))
    agree(result.normalised, expected("norm_RAW_goalposts_trunc", result.units, result.indicators))


def _with_posts(node: Node, posts: dict[str, Goalposts]) -> Node:
    def own(child: Node | Leaf) -> Node | Leaf:
        return _with_posts(child, posts) if isinstance(child, Node) else replace(child, normalisation=posts[child.code])

    return replace(node, children=tuple(own(child) for child in node.children))


MEANS = {
    "agg_amean": (Arithmetic(),),
    "agg_gmean": (Geometric(),),
    "agg_hmean": (Harmonic(),),
    "agg_mixed_gmean_gmean_amean": (Arithmetic(), Geometric(), Geometric()),
}


@pytest.mark.parametrize("name", MEANS)
def test_aggregation_by_depth(name: str) -> None:
    assert TREATED is not None
    means = MEANS[name]
    own = replace(TREATED, normalisation=MinMax(1, 100), aggregation=means[0], by_depth=means[1:] and means)
    result = compute(own, panel("pipe_Treated"))
    agree(result.scores, expected(name, result.units, result.nodes))
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.total, rtol=1e-12)


def test_a_node_is_scored_from_the_figures_that_are_there() -> None:
    assert TREATED is not None
    own = replace(TREATED, normalisation=MinMax(1, 100), missing=Missing(coverage=0.0))
    result = compute(own, panel("pipe_Raw"))
    agree(result.scores, expected("agg_RAW_na_amean", result.units, result.nodes))


@cache
def _weight_sets() -> dict[str, dict[str, float]]:
    sets: dict[str, dict[str, float]] = {}
    for row in rows_of("sa_noisy_weight_sets"):
        sets.setdefault(row["set"], {})[row["iCode"]] = float(row["Weight"])
    return sets


def test_two_hundred_replicates_of_an_uncertainty_analysis_from_their_draws() -> None:
    assert FULL is not None
    draws = rows_of("sa_UA_para")
    sets = tuple(_weight_sets().items())
    names: dict[str, tuple[str, ...]] = {
        "WeightSet": tuple(name for name, _ in sets),
        "Norm": ("n_minmax", "n_zscore"),
        "Winmax": tuple(sorted({draw["Winmax"] for draw in draws})),
        "Agg": ("a_amean", "a_gmean"),
    }
    choices = Choices(
        weights=tuple(weights for _, weights in sets),
        normalisation=(MinMax(1, 100), ZScore(10, 2)),
        treatment=tuple(Winsorise(most=int(most)) for most in names["Winmax"]),
        aggregation=(Arithmetic(), Geometric()),
    )
    chance = [[(own.index(draw[key]) + 0.5) / len(own) for key, own in names.items()] for draw in draws]
    found = simulate(FULL, raw_panel(), choices, np.array(chance))
    ranks, scores = panel("sa_UA_ranks"), panel("sa_UA_scores")
    order = [found.units.index(unit) for unit in ranks.units]
    for row, draw in enumerate(draws):
        agree(found.scores[row, order], scores.column(f"r_{draw['rep']}"))
        np.testing.assert_array_equal(found.ranks[row, order], ranks.column(f"r_{draw['rep']}"))


def test_summary_of_the_ranks_of_an_uncertainty_analysis() -> None:
    ranks = panel("sa_UA_ranks")
    whole = np.stack([ranks.column(code) for code in ranks.indicators if code.startswith("r_")]).astype(np.int64)
    units, columns, wanted = table("sa_UA_rankstats")
    found = spread_of(whole, 0.9, whole=False)
    for name, values in (("Mean", found.mean), ("Median", found.median), ("Q5", found.low), ("Q95", found.high)):
        order = [ranks.units.index(unit) for unit in units]
        agree(values[order], wanted[:, columns.index(name)])


def test_leaving_out_each_indicator() -> None:
    assert FULL is not None
    wanted = panel("remove_L1_scores")
    ranks = panel("remove_L1_ranks")
    for left in leave_out(FULL, raw_panel(), wanted.indicators[1:]):
        order = [raw_panel().units.index(unit) for unit in wanted.units]
        agree(left.scores[order], wanted.column(left.code))
        np.testing.assert_array_equal(left.ranks[order], ranks.column(left.code))


def test_ranks_of_the_reference_table() -> None:
    nodes = ("Index", "Conn", "Sust", "Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social")
    scores = expected("results_full_scores", panel("results_full_ranks").units, nodes)
    wanted = expected("results_full_ranks", panel("results_full_ranks").units, nodes)
    np.testing.assert_array_equal(rank_rows(scores.T).T, wanted)


def test_consistency_of_the_pillars() -> None:
    assert FULL is not None
    result = compute(FULL, raw_panel())
    for row in rows_of("cronbach_pillars"):
        pillar = next(node for side in FULL.root.children for node in _nodes(side) if node.code == row["Pillar"])
        columns = [result.indicators.index(leaf.code) for leaf in pillar.leaves()]
        assert cronbach_alpha(result.normalised[:, columns].T) == pytest.approx(float(row["alpha"]), rel=1e-12)


def _nodes(side: Node | Leaf) -> list[Node]:
    return [child for child in side.children if isinstance(child, Node)] if isinstance(side, Node) else []


def test_correlations_of_indicators_with_pillars() -> None:
    assert FULL is not None
    result = compute(FULL, raw_panel())
    found = correlations(result.scores.T, result.normalised.T)
    for row in rows_of("corr_L1_L2_pearson"):
        wanted = float(row["Correlation"])
        at = result.nodes.index(row["Var1"]), result.indicators.index(row["Var2"])
        assert found[at] == pytest.approx(wanted, rel=1e-12, abs=1e-12)
