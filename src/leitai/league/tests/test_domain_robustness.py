"""How far the ranks may be trusted: simulations, sets of ranks, indices, and how little turns a pair."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from leitai.league.domain import Direction, Leaf, Missing, Node, Panel, Scheme, SchemeError, compute
from leitai.league.domain.acceptability import acceptability, beats, grade_shares, mean_rank_shift, spread_of
from leitai.league.domain.aggregating import Arithmetic, Geometric
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.effective import effective_weights, weights_for
from leitai.league.domain.grading import Shares
from leitai.league.domain.imputing import Mean, Quantile
from leitai.league.domain.normalising import MinMax, ZScore
from leitai.league.domain.rank_sets import marginal_sets, simultaneous_sets
from leitai.league.domain.sensitivity import leave_out, sobol_of, stability, turning_weight, without
from leitai.league.domain.treating import Log
from leitai.league.domain.uncertainty import Choices, chosen_scheme, simulate
from leitai.league.domain.weight_draws import noisy_weights, reweighted, uniforms, weighted_codes
from leitai.league.domain.workings import work

CODES = ("a", "b", "c", "d")
TREE = Node(
    "total",
    "",
    "",
    1.0,
    (
        Node("x", "", "", 2.0, (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 2.0, Direction.LOWER))),
        Node("y", "", "", 3.0, (Leaf("c", 1.0, Direction.HIGHER), Leaf("d", 4.0, Direction.HIGHER))),
    ),
)
SCHEME = Scheme("s", "1", "", "", TREE, normalisation=MinMax(1, 100), missing=Missing(Mean()))


def panel(n: int = 12, gaps: bool = False) -> Panel:
    values = np.random.default_rng(n).uniform(5, 95, (n, 4))
    if gaps:
        values[2, 1] = np.nan
    return Panel(tuple(f"u{number:02}" for number in reversed(range(n))), CODES, values)


WEIGHTS = noisy_weights(SCHEME, 0.25, uniforms(1, 50, len(weighted_codes(SCHEME))))
CHOICES = Choices(
    weights=WEIGHTS,
    normalisation=(MinMax(1, 100), ZScore(50, 10)),
    treatment=(None, Log()),
    aggregation=(Arithmetic(), Geometric()),
    imputation=tuple(Quantile(share) for share in (0.1, 0.5, 0.9)),
)


def test_every_draw_is_the_table_of_its_own_choices() -> None:
    chance = uniforms(2, 60, 5)
    found = simulate(SCHEME, panel(gaps=True), CHOICES, chance)
    for row, pick in enumerate(found.picks):
        own = chosen_scheme(SCHEME, CHOICES, dict(zip(found.factors, map(int, pick), strict=True)))
        result = compute(own, panel(gaps=True))
        np.testing.assert_allclose(found.scores[row], result.total, rtol=1e-12)
        np.testing.assert_array_equal(found.ranks[row], result.ranks[:, 0])


def test_what_is_not_known_of_a_missing_figure_widens_its_units_interval() -> None:
    choices = Choices(imputation=CHOICES.imputation)
    found = simulate(SCHEME, panel(gaps=True), choices, uniforms(4, 30, 1))
    assert np.ptp(found.scores[:, 2]) > 1


def test_a_step_that_is_not_known_is_refused_and_not_skipped() -> None:
    with pytest.raises(SchemeError, match="not a step"):
        chosen_scheme(SCHEME, CHOICES, {"colour": 0})
    with pytest.raises(SchemeError, match="one column for each"):
        simulate(SCHEME, panel(), CHOICES, uniforms(1, 5, 2))


def test_noisy_weights_stay_within_their_noise() -> None:
    assert all(abs(weights["d"] - 4.0) <= 1.0 for weights in WEIGHTS)
    assert len({weights["d"] for weights in WEIGHTS}) == len(WEIGHTS)


def test_summaries_agree_with_each_other() -> None:
    found = simulate(SCHEME, panel(), CHOICES, uniforms(3, 80, 5))
    shares, over = acceptability(found.ranks), beats(found.ranks)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    spread = spread_of(found.ranks)
    np.testing.assert_allclose(shares @ np.arange(1, 13), spread.mean)
    assert (spread.best <= spread.low).all()
    assert (spread.low <= spread.median).all()
    assert (spread.median <= spread.high).all()
    np.testing.assert_allclose(12 - over.sum(axis=1), spread.mean)
    grades = grade_shares(found.scores, Shares(("A", "B"), (0.25, 1.0)))
    np.testing.assert_allclose(grades[:, 0], shares[:, :3].sum(axis=1))
    assert mean_rank_shift(found.ranks, found.ranks[0])[0] == 0


def test_rank_sets_by_hand() -> None:
    # one certain leader and two that errors of 1 cannot tell apart
    normals = np.random.default_rng(0).normal(size=(2000, 3))
    for sets in (marginal_sets, simultaneous_sets):
        found = sets(np.array([10.0, 0.1, 0.0]), np.eye(3), normals)
        assert found.low.tolist() == [1, 2, 2]
        assert found.high.tolist() == [1, 3, 3]


def test_rank_sets_hold_the_true_ranks_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    truth = np.linspace(0, 4, 8)
    ranks = np.arange(8, 0, -1)
    normals = rng.normal(size=(500, 8))
    held = []
    for _ in range(150):
        found = simultaneous_sets(truth + rng.normal(size=8), np.eye(8), normals, 0.9)
        held.append(((found.low <= ranks) & (ranks <= found.high)).all())
    assert np.mean(held) >= 0.85


def test_without_errors_the_sets_are_the_ranks() -> None:
    found = simultaneous_sets(np.array([3.0, 1.0, 2.0]), np.zeros((3, 3)), np.zeros((10, 3)))
    assert found.low.tolist() == found.high.tolist() == [1, 3, 2]


def test_indices_of_a_sum_are_its_shares_of_the_variance() -> None:
    def outcome(x: FloatArray) -> FloatArray:
        return np.asarray(3 * x[:, 0] + x[:, 1] + 0 * x[:, 2])

    found = sobol_of(outcome, uniforms(1, 20_000, 6))
    np.testing.assert_allclose(found.first, [0.9, 0.1, 0.0], atol=0.03)
    np.testing.assert_allclose(found.total, [0.9, 0.1, 0.0], atol=0.03)


def test_a_pure_interaction_shows_in_the_total_alone() -> None:
    found = sobol_of(lambda x: (x[:, 0] - 0.5) * (x[:, 1] - 0.5), uniforms(2, 20_000, 4))
    np.testing.assert_allclose(found.first, 0.0, atol=0.05)
    np.testing.assert_allclose(found.total, 1.0, atol=0.08)


def test_leaving_out_goes_through_all_levels() -> None:
    left = {own.code: own for own in leave_out(SCHEME, panel())}
    assert set(left) == {"x", "a", "b", "y", "c", "d"}
    only = compute(replace(SCHEME, root=without(TREE, "x")), panel())
    np.testing.assert_array_equal(left["x"].ranks, only.ranks[:, 0])
    with pytest.raises(SchemeError, match="not in the tree"):
        without(TREE, "nothing")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 11), st.integers(0, 11))
def test_the_weight_that_turns_a_pair_is_the_least(first: int, second: int) -> None:
    workings = work(SCHEME, panel())
    upper, lower = sorted((first, second), key=lambda unit: -workings.total[unit])
    lead = workings.normalised[:, upper] - workings.normalised[:, lower]
    weights = np.array([4 / 15 - 2 / 15, 4 / 15, 3 / 25, 12 / 25])
    shares = compute(SCHEME, panel()).weights
    np.testing.assert_allclose(weights, shares)
    # out − in = change of each weight; the least sum of what goes out so that the lead is gone
    m = len(shares)
    both = np.concatenate([-np.eye(m), np.eye(m)], axis=1)
    best = linprog(
        np.concatenate([np.ones(m), np.zeros(m)]),
        A_ub=(lead @ both)[None, :],
        b_ub=[-float(lead @ shares)],
        A_eq=both.sum(axis=0)[None, :],
        b_eq=[0.0],
        bounds=[(0, float(share)) for share in shares] + [(0, None)] * m,
    )
    found = turning_weight(workings, upper, lower)
    assert found == (pytest.approx(best.fun, abs=1e-9) if best.success else np.inf)


def test_stability_is_the_least_over_all_pairs() -> None:
    workings = work(SCHEME, panel())
    n = len(workings.units)
    pairs = np.array([[turning_weight(workings, i, j) if i != j else np.inf for j in range(n)] for i in range(n)])
    above = workings.total[:, None] >= workings.total[None, :]
    either = np.where(above, pairs, pairs.T)
    np.testing.assert_allclose(stability(workings), either.min(axis=1))


def test_effective_weights_stand_beside_the_given_ones() -> None:
    result = compute(SCHEME, panel(200))
    effective = effective_weights(result)
    assert effective.shares.sum() == pytest.approx(1)
    assert int(np.argmax(effective.shares)) == int(np.argmax(effective.given)) == 3
    assert weights_for(result).gap < 0.01


def test_weights_by_code_replace_those_of_the_tree() -> None:
    assert reweighted(SCHEME, {"x": 9.0}).root.children[0].weight == 9.0
