"""What must hold for every scheme and every table."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from leitai.league.domain import Direction, Leaf, Missing, Node, Panel, Scheme, compute
from leitai.league.domain.aggregating import Aggregation, Arithmetic, Geometric, Harmonic, Power
from leitai.league.domain.goalposts import AroundReference, ShareOfBest
from leitai.league.domain.imputing import Median as FillMedian
from leitai.league.domain.normalising import Borda, DistanceToMax, MinMax, Normalisation, Percentile, Rank, ZScore
from leitai.league.domain.outranking import Copeland, MazziottaPareto, Median, OrderedWeights
from leitai.league.domain.treating import Winsorise

CODES = ("a", "b", "c", "d", "e")
AGGREGATIONS: tuple[Aggregation, ...] = (
    Arithmetic(),
    Geometric(),
    Harmonic(),
    Power(0.5),
    Median(),
    OrderedWeights(2.0),
    MazziottaPareto(),
    Copeland(),
)
POSITIVE: tuple[Normalisation, ...] = (MinMax(1, 100), ZScore(100, 10), Rank(), AroundReference(50.0))
ANY: tuple[Normalisation, ...] = (*POSITIVE, MinMax(), Borda(), Percentile(), DistanceToMax(), ShareOfBest())
# steps of a quarter: figures are often equal, and never nearer than a tie would be
FIGURE = st.integers(4, 400).map(lambda number: number / 4)
TABLES = st.integers(3, 12).flatmap(lambda n: arrays.arrays(np.float64, (n, len(CODES)), elements=FIGURE))


@st.composite
def schemes(draw: st.DrawFn, positive: bool = True) -> Scheme:
    directions = draw(st.lists(st.sampled_from((Direction.HIGHER, Direction.LOWER)), min_size=5, max_size=5))
    weights = draw(st.lists(st.integers(1, 9), min_size=5, max_size=5))
    leaves = [Leaf(code, float(w), way) for code, w, way in zip(CODES, weights, directions, strict=True)]
    deep = Node("z", "", "", 2.0, (leaves[4],))
    tree = (Node("x", "", "", 1.0, (leaves[0], leaves[1])), Node("y", "", "", 3.0, (leaves[2], leaves[3], deep)))
    return Scheme(
        "s",
        "1",
        "",
        "",
        Node("t", "", "", 1.0, tree),
        normalisation=draw(st.sampled_from(POSITIVE if positive else ANY)),
        aggregation=draw(st.sampled_from(AGGREGATIONS if positive else (Arithmetic(), Median(), Copeland()))),
    )


def panel(values: np.ndarray) -> Panel:
    return Panel(tuple(f"u{number:02}" for number in range(len(values))), CODES, values)


def fits(scheme: Scheme) -> bool:
    """Far from a reference there are numbers that a geometric mean does not take."""
    positive = scheme.aggregation.positive or scheme.aggregation == MazziottaPareto()
    return not (positive and isinstance(scheme.normalisation, AroundReference))


@settings(max_examples=80, deadline=None)
@given(schemes(), TABLES)
def test_order_of_units_and_indicators_changes_no_byte(scheme: Scheme, values: np.ndarray) -> None:
    assume(fits(scheme))
    rng = np.random.default_rng(len(values))
    rows, columns = rng.permutation(len(values)), rng.permutation(len(CODES))
    first = panel(values)
    other = Panel(
        tuple(first.units[row] for row in rows),
        tuple(CODES[column] for column in columns),
        values[np.ix_(rows, columns)],
    )
    turned = replace(scheme, root=replace(scheme.root, children=scheme.root.children[::-1]))
    assert compute(scheme, first).to_bytes() == compute(turned, other).to_bytes()


@settings(max_examples=60, deadline=None)
@given(schemes(), TABLES, st.integers(0, 4), st.floats(0.01, 1e3), st.floats(-1e3, 1e3))
def test_unit_of_measure_and_origin_do_not_matter_under_min_max(
    scheme: Scheme, values: np.ndarray, column: int, scale: float, shift: float
) -> None:
    own = replace(scheme, normalisation=MinMax(1, 100))
    changed = values.copy()
    changed[:, column] = changed[:, column] * scale + shift
    before, after = compute(own, panel(values)), compute(own, panel(changed))
    np.testing.assert_allclose(after.normalised, before.normalised, rtol=1e-7, atol=1e-7)


MONOTONE = (Arithmetic(), Geometric(), Harmonic(), Power(0.5), Median(), OrderedWeights(2.0))


@settings(max_examples=80, deadline=None)
@given(schemes(), TABLES, st.integers(0, 4), st.sampled_from(MONOTONE), st.floats(0.25, 50))
def test_a_better_figure_never_makes_a_rank_worse(
    scheme: Scheme, values: np.ndarray, column: int, mean: Aggregation, step: float
) -> None:
    own = replace(scheme, aggregation=mean, normalisation=MinMax(1, 100))
    leaf = next(leaf for leaf in own.leaves if leaf.code == CODES[column])
    better = values.copy()
    better[0, column] += step if leaf.direction is Direction.HIGHER else -step
    before, after = compute(own, panel(values)), compute(own, panel(better))
    assert after.ranks[0, 0] <= before.ranks[0, 0]


@settings(max_examples=80, deadline=None)
@given(schemes(), TABLES)
def test_weights_and_contributions_add_up(scheme: Scheme, values: np.ndarray) -> None:
    assume(fits(scheme) and scheme.aggregation != Copeland())
    result = compute(scheme, panel(values))
    assert result.weights.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(np.nansum(result.contributions, axis=1), result.total, rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(schemes(positive=False), TABLES)
def test_a_unit_that_stands_twice_shares_its_rank(scheme: Scheme, values: np.ndarray) -> None:
    doubled = np.vstack([values, values[:1]])
    result = compute(scheme, panel(doubled))
    assert result.ranks[0, 0] == result.ranks[-1, 0]
    assert result.total[0] == pytest.approx(result.total[-1], rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(schemes(), TABLES, st.integers(0, 4))
def test_a_constant_column_is_never_dropped_without_a_note(scheme: Scheme, values: np.ndarray, column: int) -> None:
    assume(fits(scheme))
    flat = values.copy()
    flat[:, column] = 5.0
    result = compute(replace(scheme, normalisation=MinMax(1, 100)), panel(flat))
    assert ("constant-column", CODES[column]) in [(note.kind, note.subject) for note in result.notes]
    assert len(set(result.normalised[:, column])) == 1


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(0, 4))
def test_duels_with_gaps_do_not_depend_on_the_order_of_units(values: np.ndarray, column: int) -> None:
    gaps = values.copy()
    gaps[0, column] = gaps[-1, (column + 1) % 5] = np.nan
    root = Node("t", "", "", 1.0, tuple(Leaf(code, 1.0, Direction.HIGHER) for code in CODES))
    scheme = Scheme("s", "1", "", "", root, aggregation=Copeland(), missing=Missing(coverage=0.0))
    straight = compute(scheme, panel(gaps)).total
    backwards = compute(scheme, Panel(panel(gaps).units, CODES, gaps[::-1])).total[::-1]
    np.testing.assert_array_equal(straight, backwards)


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(np.float64, st.integers(4, 30), elements=FIGURE))
def test_winsorising_never_moves_more_than_it_may(column: np.ndarray) -> None:
    treated = Winsorise(most=3, skewness=0.5, kurtosis=0.5, otherwise="keep").apply(column)
    assert (treated != column).sum() <= 3
    assert treated.min() >= column.min()
    assert treated.max() <= column.max()


@settings(max_examples=40, deadline=None)
@given(TABLES, st.integers(0, 4))
def test_filling_in_changes_only_what_was_missing(values: np.ndarray, column: int) -> None:
    gaps = values.copy()
    gaps[1, column] = np.nan
    root = Node("t", "", "", 1.0, tuple(Leaf(code, 1.0, Direction.HIGHER) for code in CODES))
    result = compute(Scheme("s", "1", "", "", root, missing=Missing(FillMedian())), panel(gaps))
    assert result.imputed.sum() == 1
    known = ~np.isnan(gaps)
    np.testing.assert_array_equal(result.treated[known], gaps[known])
