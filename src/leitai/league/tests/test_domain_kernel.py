"""The fast ways give the bits of the slow ones."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from leitai.league import bench
from leitai.league.domain import Direction, Leaf, Node, Panel, PanelError, Scheme, compute, rank_rows
from leitai.league.domain.goalposts import Goalposts
from leitai.league.domain.kernel import compiled
from leitai.league.domain.normalising import MinMax, ZScore
from leitai.league.domain.outranking import Median
from leitai.league.domain.packed import packed_ranks, weighted_ranks
from leitai.league.domain.side_by_side import totals_of

FIGURES = st.floats(-1e9, 1e9) | st.integers(-3, 3).map(float) | st.sampled_from([0.0, -0.0, 1e-310, np.nan])
ROWS = arrays.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 40)), elements=FIGURES)


@given(ROWS, st.sampled_from([0.0, 1e-9, 0.5, 1e6]))
def test_packed_ranks_are_the_exact_ranks(scores: np.ndarray, tolerance: float) -> None:
    np.testing.assert_array_equal(packed_ranks(scores, tolerance), rank_rows(scores, tolerance))


@pytest.mark.parametrize("n", [2, 185, 512, 513, 3000])
@pytest.mark.parametrize("shift", [0.0, 1e12])
def test_near_neighbours_are_looked_up(n: int, shift: float) -> None:
    rng = np.random.default_rng(n)
    scores = shift + rng.normal(50, 10, (9, n))
    scores[:, 1] = scores[:, 0]
    scores[2] = np.round(scores[2])
    scores[3] = 7.0
    scores[4, : n // 2] = np.nextafter(scores[4, n // 2 : n // 2 * 2], np.inf)
    for tolerance in (0.0, 1e-9, 0.1):
        np.testing.assert_array_equal(packed_ranks(scores, tolerance), rank_rows(scores, tolerance))


@pytest.mark.parametrize("n", [3, 185, 700])
def test_ranks_under_many_weights_are_those_of_the_products(n: int) -> None:
    rng = np.random.default_rng(n)
    z, weights = rng.uniform(0, 100, (12, n)), rng.dirichlet(np.ones(12), 300)
    z[:, 2] = z[:, 1]
    np.testing.assert_array_equal(weighted_ranks(z, weights, 1e-9), rank_rows(weights @ z, 1e-9))


def test_constant_values_tie_everybody() -> None:
    assert set(weighted_ranks(np.full((3, 4), 5.0), np.full((2, 3), 1 / 3)).ravel()) == {1}


KINDS = {
    "as it is": bench.scheme(),
    "from one up": replace(bench.scheme(), normalisation=MinMax(1, 100)),
    "goalposts": replace(bench.scheme(), normalisation=Goalposts(10, 90)),
    "median": replace(bench.scheme(), aggregation=Median()),
    "not lean": replace(bench.scheme(), normalisation=ZScore(50, 10)),
    "target": Scheme(
        "t",
        "1",
        "",
        "",
        Node(
            "total",
            "",
            "",
            1.0,
            tuple(
                Leaf(code, 1.0, Direction.TARGET if place else Direction.LOWER, target=40.0 + place if place else None)
                for place, code in enumerate(bench.INDICATORS)
            ),
        ),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_kernel_gives_the_scores_and_ranks_of_compute(kind: str, gaps: bool) -> None:
    values = bench.figures(600)
    values[:, 7] = 3.0
    if gaps:
        values[::7, 5:9] = np.nan
    units = tuple(f"{number:04}" for number in range(600))
    result = compute(KINDS[kind], Panel(units, bench.INDICATORS, values))
    found = compiled(KINDS[kind], bench.INDICATORS).score(values)
    np.testing.assert_array_equal(found.scores, result.scores)
    np.testing.assert_array_equal(found.ranks, result.ranks)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not lean"])
@pytest.mark.parametrize("gaps", [False, True])
def test_tables_side_by_side_have_the_totals_of_each_alone(kind: str, gaps: bool) -> None:
    tables = np.stack([bench.figures(40) * scale for scale in (1.0, 0.5, 3.0)])
    tables[1, :, 7] = 3.0
    if gaps:
        tables[:2, ::7, 5:9] = np.nan
        tables[2, :, 4] = np.nan
    kernel = compiled(KINDS[kind], bench.INDICATORS)
    alone = np.stack([kernel.score(table).scores[:, 0] for table in tables])
    np.testing.assert_array_equal(totals_of(kernel, tables), alone)


def test_groups_on_scales_of_their_own_have_the_totals_of_each_table_in_full() -> None:
    scheme, labels = bench.scheme(), np.arange(40) % 3
    grouped = replace(scheme, normalise_within="kind")
    tables = np.stack([bench.figures(40) * scale for scale in (1.0, 0.5)])
    tables[1, labels == 2, 7] = 3.0
    tables[0, ::7, 5:9] = np.nan
    groups = {"kind": tuple(str(label) for label in labels)}
    units = tuple(f"{number:02}" for number in range(40))
    alone = [compute(grouped, Panel(units, bench.INDICATORS, table, groups)).total for table in tables]
    found = totals_of(compiled(scheme, bench.INDICATORS), tables, labels)
    np.testing.assert_array_equal(found, np.stack(alone))


def test_a_kernel_refuses_other_columns() -> None:
    with pytest.raises(PanelError, match="60"):
        compiled(bench.scheme(), bench.INDICATORS).score(np.zeros((3, 59)))
