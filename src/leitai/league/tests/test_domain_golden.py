"""The engine agrees with published reference results, to 1e-12 and in every rank.

The reference files lie outside the project: LEITAI_GOLDEN names their folder.
"""

from dataclasses import replace

import numpy as np
import pytest

from leitai.league import golden
from leitai.league.domain import Leaf, Missing, Node, Scheme, compute, rank_rows
from leitai.league.domain.acceptability import spread_of
from leitai.league.domain.aggregating import Arithmetic, Geometric, Harmonic
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.consistency import correlations, cronbach_alpha
from leitai.league.domain.goalposts import DistanceToReference, Goalposts
from leitai.league.domain.imputing import Mean
from leitai.league.domain.normalising import Borda, DistanceToMax, MinMax, Rank, ZScore
from leitai.league.domain.sensitivity import leave_out
from leitai.league.golden import expected, full_scheme, number, panel, raw_panel, rows_of, scheme

pytestmark = pytest.mark.skipif(not golden.there(), reason="LEITAI_GOLDEN names no folder with reference results")


def plain() -> Scheme:
    return scheme(denominated=False)


def agree(found: FloatArray, wanted: FloatArray) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


def test_the_whole_pipeline_from_raw_figures() -> None:
    result = compute(full_scheme(), raw_panel())
    agree(result.treated, expected("pipe_Treated", result.units, result.indicators))
    agree(result.normalised, expected("pipe_Normalised", result.units, result.indicators))
    agree(result.scores, expected("pipe_Aggregated", result.units, result.nodes))
    np.testing.assert_array_equal(result.ranks, expected("results_full_ranks", result.units, result.nodes))


def test_denominated_and_imputed_figures() -> None:
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
    result = compute(replace(plain(), normalisation=METHODS[name]), panel("pipe_Treated"))
    agree(result.normalised, expected(name, result.units, result.indicators))


def test_distance_to_a_reference_unit() -> None:
    result = compute(replace(plain(), normalisation=DistanceToReference(place=0)), panel("pipe_Treated"))
    wanted = expected("norm_dist2ref_iref1", result.units, result.indicators)
    defined = np.isfinite(wanted[0])
    assert np.isnan(result.normalised[:, ~defined]).all()
    agree(result.normalised[:, defined], wanted[:, defined])


def test_goalposts_cut_at_their_ends() -> None:
    posts = {}
    for row in rows_of("norm_RAW_goalposts_params"):
        ends = (number(row["goalpost_lower"]), number(row["goalpost_upper"]))
        worst, best = ends if row["Direction"] == "1" else ends[::-1]
        posts[row["iCode"]] = Goalposts(worst, best, 0.0, number(row["goalpost_scale"]))
    result = compute(replace(plain(), root=_with_posts(plain().root, posts)), panel("pipe_Raw"))
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
    means = MEANS[name]
    own = replace(plain(), normalisation=MinMax(1, 100), aggregation=means[0], by_depth=means[1:] and means)
    result = compute(own, panel("pipe_Treated"))
    agree(result.scores, expected(name, result.units, result.nodes))
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.total, rtol=1e-12)


def test_a_node_is_scored_from_the_figures_that_are_there() -> None:
    own = replace(plain(), normalisation=MinMax(1, 100), missing=Missing(coverage=0.0))
    result = compute(own, panel("pipe_Raw"))
    agree(result.scores, expected("agg_RAW_na_amean", result.units, result.nodes))


def test_two_hundred_replicates_of_an_uncertainty_analysis_from_their_draws() -> None:
    found = golden.replicates()
    columns = tuple(f"r_{draw['rep']}" for draw in rows_of("sa_UA_para"))
    assert len(columns) == 200
    agree(found.scores.T, expected("sa_UA_scores", found.units, columns))
    np.testing.assert_array_equal(found.ranks.T, expected("sa_UA_ranks", found.units, columns))


def test_summary_of_the_ranks_of_an_uncertainty_analysis() -> None:
    ranks = panel("sa_UA_ranks")
    whole = np.stack([ranks.column(code) for code in ranks.indicators if code.startswith("r_")]).astype(np.int64)
    wanted = panel("sa_UA_rankstats")
    found = spread_of(whole, 0.9, whole=False)
    for name, values in (("Mean", found.mean), ("Median", found.median), ("Q5", found.low), ("Q95", found.high)):
        order = [ranks.units.index(unit) for unit in wanted.units]
        agree(values[order], wanted.column(name))


def test_leaving_out_each_indicator() -> None:
    wanted = panel("remove_L1_scores")
    ranks = panel("remove_L1_ranks")
    for left in leave_out(full_scheme(), raw_panel(), wanted.indicators[1:]):
        order = [raw_panel().units.index(unit) for unit in wanted.units]
        agree(left.scores[order], wanted.column(left.code))
        np.testing.assert_array_equal(left.ranks[order], ranks.column(left.code))


def test_ranks_of_the_reference_table() -> None:
    nodes = ("Index", "Conn", "Sust", "Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social")
    scores = expected("results_full_scores", panel("results_full_ranks").units, nodes)
    wanted = expected("results_full_ranks", panel("results_full_ranks").units, nodes)
    np.testing.assert_array_equal(rank_rows(scores.T).T, wanted)


def test_consistency_of_the_pillars() -> None:
    result = compute(full_scheme(), raw_panel())
    for row in rows_of("cronbach_pillars"):
        pillar = next(
            node for side in full_scheme().root.children for node in _nodes(side) if node.code == row["Pillar"]
        )
        columns = [result.indicators.index(leaf.code) for leaf in pillar.leaves()]
        assert cronbach_alpha(result.normalised[:, columns].T) == pytest.approx(float(row["alpha"]), rel=1e-12)


def _nodes(side: Node | Leaf) -> list[Node]:
    return [child for child in side.children if isinstance(child, Node)] if isinstance(side, Node) else []


def test_correlations_of_indicators_with_pillars() -> None:
    result = compute(full_scheme(), raw_panel())
    found = correlations(result.scores.T, result.normalised.T)
    for row in rows_of("corr_L1_L2_pearson"):
        wanted = float(row["Correlation"])
        at = result.nodes.index(row["Var1"]), result.indicators.index(row["Var2"])
        assert found[at] == pytest.approx(wanted, rel=1e-12, abs=1e-12)
