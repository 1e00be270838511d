"""What must rise to reach a place: the answer does, a little less does not, and no other method finds less."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from leitai.league.domain import Direction, Leaf, Node, Panel, Scheme, compute
from leitai.league.domain.aggregating import Geometric
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.counterfactuals import (
    moves,
    ways_to_next_grade,
    ways_to_pass,
    ways_to_rank,
    ways_to_score,
)
from leitai.league.domain.goalposts import Goalposts, Ratio, Scaled
from leitai.league.domain.goals import to_next_grade, to_rank
from leitai.league.domain.grading import Jenks, Shares, Thresholds
from leitai.league.domain.joint import Levers, cheapest_move, robust_way, with_figures
from leitai.league.domain.normalising import MinMax, Rank, ZScore
from leitai.league.domain.outranking import Copeland
from leitai.league.domain.searching import figures_of, search
from leitai.league.domain.treating import Winsorise
from leitai.league.domain.weight_draws import leaf_shares, noisy_weights, uniforms, weighted_codes
from leitai.league.domain.workings import work

CODES = ("a", "b", "c", "d")
TREE = Node(
    "total",
    "",
    "",
    1.0,
    (
        Node("x", "", "", 2.0, (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 2.0, Direction.LOWER))),
        Node("y", "", "", 3.0, (Leaf("c", 1.0, Direction.TARGET, target=40.0), Leaf("d", 4.0, Direction.HIGHER))),
    ),
)
PLAIN = Scheme("s", "1", "", "", TREE)


def panel(n: int = 14, seed: int = 0, gaps: bool = False) -> Panel:
    values = np.random.default_rng(seed).uniform(5, 95, (n, len(CODES)))
    if gaps:
        values[::5, 0] = np.nan
    return Panel(tuple(f"u{number:02}" for number in range(n)), CODES, values)


def changed(given: Panel, unit: str, indicator: str, figure: float) -> Panel:
    values = given.values.copy()
    values[given.units.index(unit), given.indicators.index(indicator)] = figure
    return given.replace_values(values)


SCHEMES = {
    "min-max": PLAIN,
    "min-max from 1": replace(PLAIN, normalisation=MinMax(1, 100)),
    "goalposts": replace(PLAIN, normalisation=Scaled(0, 100)),
    "ratio": replace(PLAIN, normalisation=Ratio(50, cap=1.5)),
    "z-score": replace(PLAIN, normalisation=ZScore(50, 10)),
    "rank": replace(PLAIN, normalisation=Rank()),
    "geometric": replace(PLAIN, normalisation=MinMax(1, 100), aggregation=Geometric()),
    "winsorised": replace(PLAIN, treatment=Winsorise(skewness=0.1, kurtosis=0.1, most=2, otherwise="keep")),
    "duels": replace(PLAIN, aggregation=Copeland()),
}


@pytest.mark.parametrize("kind", SCHEMES)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_way_reaches_the_rank_and_a_little_less_does_not(kind: str, gaps: bool) -> None:
    scheme, given = SCHEMES[kind], panel(gaps=gaps)
    before = compute(scheme, given)
    unit = given.units[int(np.argmax(before.ranks[:, 0]))]
    ways = ways_to_rank(scheme, given, unit, 4)
    assert ways or kind in {"rank", "duels", "ratio"}
    for way in ways:
        after = compute(scheme, changed(given, unit, way.indicator, way.figure))
        assert after.ranks[after.row(unit), 0] == way.rank <= 4
        assert after.total[after.row(unit)] == pytest.approx(way.score, rel=1e-12)
        less = compute(scheme, changed(given, unit, way.indicator, way.figure - way.change * 1e-4))
        assert less.ranks[less.row(unit), 0] > 4


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 8), st.sampled_from(["min-max", "min-max from 1", "goalposts", "ratio"]))
def test_the_closed_form_is_what_halving_finds(seed: int, rank: int, kind: str) -> None:
    workings = work(SCHEMES[kind], panel(9, seed))
    goals = to_rank(np.arange(9), np.full(9, rank))
    found = moves(workings, goals).figures
    for leaf in range(workings.plan.width):
        turned = search(workings, leaf, goals)
        halved = figures_of(workings, leaf, goals.units, np.where(np.isfinite(turned), turned, np.nan))
        both = ~np.isnan(found[:, leaf]) & ~np.isnan(halved) & (np.abs(halved) < 1e4)
        np.testing.assert_allclose(found[both, leaf], halved[both], rtol=1e-5, atol=1e-5)
        far = np.abs(halved - 50) > 1e4  # halving stops looking somewhere
        assert (np.isnan(found[:, leaf]) == np.isnan(halved))[~far & ~np.isnan(halved)].all()


def test_hand_computed_case() -> None:
    # two indicators of equal weight on 0 … 100: p 100+0, q 0+100, r 50+20; r lacks 15 points, which are 30 of either
    root = Node("t", "", "", 1.0, (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 1.0, Direction.HIGHER)))
    given = Panel(("p", "q", "r"), ("a", "b"), np.array([[10.0, 0.0], [0.0, 10.0], [5.0, 2.0]]))
    ways = ways_to_pass(Scheme("s", "1", "", "", root), given, "r", "p")
    assert [(way.indicator, round(way.figure, 6), way.rank) for way in ways] == [("b", 5.0, 1), ("a", 8.0, 1)]
    level = ways_to_score(Scheme("s", "1", "", "", root), given, "r", 50.0)
    assert [round(way.figure, 6) for way in level] == [5.0, 8.0]
    assert all(way.score >= 50.0 for way in level)


def test_beyond_the_best_the_others_fall() -> None:
    root = Node("t", "", "", 1.0, (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 1.0, Direction.HIGHER)))
    given = Panel(("p", "q", "r"), ("a", "b"), np.array([[10.0, 10.0], [0.0, 0.0], [5.0, 4.0]]))
    ways = ways_to_pass(Scheme("s", "1", "", "", root), given, "r", "p")
    # with 100 in a and 40 in b, p must fall to 40 in a: 10 / 25; with 50 in a and 100 in b, to 50 in b: 10 / 20
    assert [(way.indicator, round(way.figure, 4)) for way in ways] == [("b", 20.0), ("a", 25.0)]


def test_who_is_there_already_needs_nothing() -> None:
    given = panel()
    result = compute(PLAIN, given)
    best, last = (given.units[int(pick(result.total))] for pick in (np.argmax, np.argmin))
    assert ways_to_rank(PLAIN, given, best, 3) == ()
    assert ways_to_pass(PLAIN, given, best, last) == ()


def test_a_cap_that_is_too_low_leaves_no_way() -> None:
    scheme = replace(PLAIN, normalisation=Goalposts(0, 1, 0, 1))
    assert ways_to_rank(scheme, panel(), "u03", 1) == ()


@pytest.mark.parametrize("rule", [Shares(("A", "B", "C"), (0.2, 0.6, 1.0)), Thresholds(("A", "B", "C"), (60.0, 45.0))])
def test_the_next_grade(rule: Shares | Thresholds) -> None:
    given = panel()
    result = compute(PLAIN, given)
    places = rule.places(result.total)
    unit = int(np.argmax(places == 1))
    way = ways_to_next_grade(PLAIN, given, given.units[unit], rule)[0]
    after = compute(PLAIN, changed(given, way.unit, way.indicator, way.figure))
    assert rule.places(after.total)[unit] == 0


def test_natural_breaks_have_no_fixed_limit_to_reach() -> None:
    with pytest.raises(TypeError, match="anew"):
        to_next_grade(np.array([0]), np.array([1.0, 2.0]), Jenks(("A", "B")))


def test_the_cheapest_joint_move_is_the_optimum_of_the_linear_programme() -> None:
    rng = np.random.default_rng(2)
    for _ in range(20):
        gain, room, price = (rng.uniform(0.1, 2.0, 6) for _ in range(3))
        points = float(rng.uniform(0.1, 0.9) * (gain @ room))
        steps = Levers(gain, room, price).cheapest(points)
        best = linprog(price, A_ub=-gain[None, :], b_ub=[-points], bounds=list(zip(np.zeros(6), room, strict=True)))
        assert steps is not None
        assert price @ steps == pytest.approx(best.fun, rel=1e-9)
    assert Levers(gain, room, price).cheapest(float(gain @ room) + 1.0) is None


def test_a_joint_move_is_rescored_and_costs_no_more_than_any_single_one() -> None:
    workings = work(PLAIN, panel())
    unit = int(np.argsort(workings.total)[3])
    goal = to_rank(np.array([unit]), np.array([5]))
    joint = cheapest_move(workings, goal)
    assert joint is not None
    assert joint.rank <= 5
    single = [way.effort for way in moves(workings, goal).ways(0)]
    assert joint.cost <= min(single) + 1e-9
    again = with_figures(workings, unit, {part.indicator: part.figure for part in joint.parts})
    assert again.total[again.row(joint.unit)] == joint.score
    assert cheapest_move(workings, goal, prices=dict.fromkeys(CODES, np.inf)) is None


def test_the_robust_figure_holds_in_nine_draws_of_ten() -> None:
    workings = work(PLAIN, panel())
    unit = int(np.argsort(workings.total)[5])
    goal = to_rank(np.array([unit]), np.array([5]))
    chance = uniforms(3, 200, len(weighted_codes(PLAIN)))
    weights = leaf_shares(workings.plan, noisy_weights(PLAIN, 0.25, chance))
    leaf = next(row for row, own in enumerate(workings.plan.leaves) if own.code == "d")
    robust = robust_way(workings, leaf, goal, weights)
    assert robust is not None
    assert robust.figure >= robust.plain
    assert _held(workings.units[unit], robust.figure, weights) >= 0.9
    assert _held(workings.units[unit], robust.figure - 1e-3, weights) < 0.9


def _held(unit: str, figure: float, weights: FloatArray) -> float:
    after = work(PLAIN, changed(panel(), unit, "d", figure))
    scores = weights @ after.normalised
    own = scores[:, [after.units.index(unit)]]
    return float(((scores > own + 1e-9).sum(axis=1) < 5).mean())
