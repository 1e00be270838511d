"""Small cases with every number worked out by hand, one for each method."""

from dataclasses import replace

import numpy as np
import pytest

from leitai.league.domain import Direction, Leaf, Node, Panel, PanelError, Scheme, SchemeError, compute, parse_scheme
from leitai.league.domain.adjusting import Adjustment, Effect
from leitai.league.domain.aggregating import Aggregation, Arithmetic, Geometric, Harmonic, Power
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.frozen import frozen_scheme, pooled
from leitai.league.domain.goalposts import (
    AroundReference,
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    Ratio,
    Scaled,
    ShareOfBest,
)
from leitai.league.domain.normalising import Borda, DistanceToMax, MinMax, Normalisation, Percentile, Rank, ZScore
from leitai.league.domain.outranking import BenefitOfTheDoubt, Copeland, MazziottaPareto, Median, OrderedWeights
from leitai.league.domain.schemes import Absent
from leitai.league.domain.treating import BoxCox, Clip, Log, Winsorise
from leitai.league.domain.weighting import WeightError, critic, entropy, principal

X = np.array([[2.0, 4.0, 4.0, 10.0]])

SCALES: dict[str, tuple[Normalisation, list[float]]] = {
    "min-max": (MinMax(), [0, 25, 25, 100]),
    "z-score": (ZScore(), [-3 / 12**0.5, -1 / 12**0.5, -1 / 12**0.5, 5 / 12**0.5]),
    "rank": (Rank(), [1, 2.5, 2.5, 4]),
    "rank of ties by the least": (Rank("min"), [1, 2, 2, 4]),
    "Borda": (Borda(), [0, 1.5, 1.5, 3]),
    "percentile": (Percentile(), [0, 50, 50, 100]),
    "distance to the best": (DistanceToMax(), [0, 0.25, 0.25, 1]),
    "distance to a target": (DistanceToTarget(6.0, cut=True), [0, 0.5, 0.5, 1]),
    "distance to a unit": (DistanceToReference(place=1), [0, 1, 1, 4]),
    "goalposts": (Goalposts(3.0, 8.0), [0, 20, 20, 100]),
    "ratio": (Ratio(4.0, cap=1.5), [50, 100, 100, 150]),
    "scaled": (Scaled(2.0, 4.0, 1.0), [0, 1, 1, 4]),
    "around a reference": (AroundReference(6.0), [70, 85, 85, 130]),
    "share of the best": (ShareOfBest(), [0.2, 0.4, 0.4, 1]),
}
TURNED: dict[str, tuple[Normalisation, list[float]]] = {
    "min-max": (MinMax(), [100, 75, 75, 0]),
    "goalposts": (Goalposts(8.0, 3.0), [100, 80, 80, 0]),
    "ratio": (Ratio(4.0), [150, 100, 100, 0]),
    "around a reference": (AroundReference(6.0), [130, 115, 115, 70]),
    "share of the best": (ShareOfBest(), [1, 0.5, 0.5, 0.2]),
}


@pytest.mark.parametrize("name", SCALES)
def test_scales_where_more_is_better(name: str) -> None:
    rule, wanted = SCALES[name]
    np.testing.assert_allclose(rule.apply(X), [wanted], atol=1e-12)


@pytest.mark.parametrize("name", TURNED)
def test_scales_where_less_is_better(name: str) -> None:
    rule, wanted = TURNED[name]
    np.testing.assert_allclose(rule.turned().apply(-X), [wanted], atol=1e-12)


Z = np.array([[4.0, 1.0], [9.0, 1.0], [4.0, 4.0]])
W = np.array([[0.25], [0.5], [0.25]])
MEANS: dict[str, tuple[Aggregation, list[float]]] = {
    "arithmetic": (Arithmetic(), [6.5, 1.75]),
    "geometric": (Geometric(), [6.0, 2**0.5]),
    "harmonic": (Harmonic(), [1 / (0.125 + 0.5 / 9), 1 / 0.8125]),
    "power": (Power(0.5), [6.25, 1.5625]),
    "median": (Median(), [6.5, 1.0]),
    "ordered": (OrderedWeights(2.0), [4 + 5 * 0.25, 1 + 3 * 0.0625]),
    "Mazziotta-Pareto": (MazziottaPareto(), [6.5 - 6.25 / 0.625 / 6.5, 1.75 - 1.6875 / 0.625 / 1.75]),
    "adjusted": (MazziottaPareto(variance="population"), [6.5 - 6.25 / 6.5, 1.75 - 1.6875 / 1.75]),
    "duels": (Copeland(), [1, -1]),
    "benefit of the doubt": (BenefitOfTheDoubt(), [1.0, 1.0]),
}


@pytest.mark.parametrize("name", MEANS)
def test_means(name: str) -> None:
    rule, wanted = MEANS[name]
    np.testing.assert_allclose(rule.combine(Z, W), wanted, rtol=1e-12)


def test_benefit_of_the_doubt_with_bounded_shares() -> None:
    z = np.array([[1.0, 0.5], [0.5, 1.0]])
    # equal shares give w = (s / 2, s) to the first unit; the second one binds: 0.5 s / 2 + s = 1
    np.testing.assert_allclose(BenefitOfTheDoubt(0.5, 0.5).combine(z, W[:2]), [0.8, 0.8])


def test_treatments() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
    np.testing.assert_allclose(Winsorise(most=1).apply(x), [1, 2, 3, 4, 4])
    np.testing.assert_allclose(Log().apply(x), np.log(x - 1 + 0.99))
    np.testing.assert_allclose(Log(offset=0.0, plus=1.0).apply(x), np.log(x))
    stubborn = Winsorise(most=1, skewness=0.5, kurtosis=-9.0, combined=True)
    np.testing.assert_allclose(
        stubborn.apply(np.array([1.0, 1, 1, 9, 20])), np.log(np.array([0.08, 0.08, 0.08, 8.08, 8.08]))
    )
    np.testing.assert_allclose(BoxCox(0.5).apply(x), (np.sqrt(x) - 1) * 2)
    np.testing.assert_allclose(BoxCox(2.0, shift=True).apply(np.array([-4.0, 5.0])), [0.0, 49.5])
    np.testing.assert_allclose(Clip(0.25, 0.75).apply(x), [2, 2, 3, 4, 4])
    tied = np.array([1.0, 2, 3, 2, 1, 3, 2, 50, 50])
    np.testing.assert_array_equal(Winsorise(most=1, skewness=1, kurtosis=1, otherwise="keep").apply(tied), tied)


def test_weights_from_data() -> None:
    z = np.array([[0.0, 1.0], [1.0, 1.0]])
    # shares 0 and 1 have no entropy, equal shares all of it
    np.testing.assert_allclose(entropy(z), [1.0, 0.0], atol=1e-12)
    # two opposite children of the same spread share the weight
    np.testing.assert_allclose(critic(np.array([[0.0, 1, 2], [2, 1, 0]])), [0.5, 0.5])
    # the first component of two equally related children is their mean
    np.testing.assert_allclose(principal(np.array([[0.0, 1, 2, 4], [1.0, 0, 2, 4]])), [0.5, 0.5])


LEAVES = (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 1.0, Direction.HIGHER))
SCHEME = Scheme("s", "1", "", "", Node("t", "", "", 1.0, LEAVES))
PANEL = Panel(("p", "q", "r"), ("a", "b"), np.array([[0.0, 10.0], [4.0, 10.0], [10.0, 0.0]]))


def test_bonus_penalty_and_veto_come_in_order_before_ranks_and_grades() -> None:
    text = """
code = "s"
version = "1"
name = "s"
grades = { method = "shares", labels = ["A", "B"], cumulative = [0.5, 1.0], rounding = "up" }
adjustments = { most_bonus = 5 }
[[dimension]]
code = "d"
name = "d"
indicators = [{ code = "a", direction = "higher" }, { code = "b", direction = "higher" }]
"""
    made = (
        Adjustment("p", Effect.BONUS, 9.0, "honour"),
        Adjustment("q", Effect.PENALTY, 30.0, "late"),
        Adjustment("r", Effect.EXCLUDE, 0.0, "misreported"),
    )
    result = compute(parse_scheme(text), PANEL, made)
    np.testing.assert_allclose(result.total, [55.0, 40.0, np.nan])
    assert result.ranks[:, 0].tolist() == [1, 2, 0]
    assert result.grades is not None
    assert result.grades.labels == ("A", "B", "")
    assert [taken.after - taken.before for taken in result.taken[:2]] == [5.0, -30.0]
    assert "adjustments" in result.manifest
    assert any(step.startswith("grade") for step in result.steps)


def test_a_scale_is_frozen_for_the_next_edition() -> None:
    for scheme in (SCHEME, replace(SCHEME, normalisation=ZScore(50, 10))):
        frozen = frozen_scheme(scheme, PANEL)
        np.testing.assert_allclose(compute(frozen, PANEL).total, compute(scheme, PANEL).total, rtol=1e-12)
    later = PANEL.replace_values(PANEL.values + np.array([[0, 0], [0, 0], [10, 0]]))
    assert compute(frozen_scheme(SCHEME, PANEL), later).total[1] == compute(SCHEME, PANEL).total[1]
    both = frozen_scheme(SCHEME, pooled({"2021": PANEL, "2022": later}))
    np.testing.assert_allclose(compute(both, later).normalised[:, 0], [0, 20, 100])
    flat = PANEL.replace_values(np.array([[1.0, 2], [1, 3], [1, 4]]))
    with pytest.raises(PanelError, match="set no scale"):
        frozen_scheme(SCHEME, flat)
    with pytest.raises(PanelError, match="only the units at hand"):
        frozen_scheme(replace(SCHEME, normalisation=Rank()), PANEL)


@pytest.mark.parametrize(("absent", "score"), [(Absent.MEAN, 50.0), (Absent.ZERO, 25.0), (Absent.NOTHING, 50.0)])
def test_what_an_indicator_without_a_figure_scores(absent: Absent, score: float) -> None:
    leaves = (replace(LEAVES[0], absent=absent), LEAVES[1])
    given = Panel(("p", "q", "r"), ("a", "b"), np.array([[np.nan, 5.0], [0.0, 10.0], [10.0, 0.0]]))
    result = compute(replace(SCHEME, root=replace(SCHEME.root, children=leaves)), given)
    assert result.total[0] == score


JUDGED = """
code = "s"
version = "1"
name = "s"
[[dimension]]
code = "d"
name = "d"
judgements = [[1, 3], [0.3333333333, 1]]
indicators = [{ code = "a", direction = "higher" }, { code = "b", direction = "higher" }]
"""


def test_pairwise_judgements_give_the_weights() -> None:
    weights = [leaf.weight for leaf in parse_scheme(JUDGED).leaves]
    np.testing.assert_allclose(weights, [0.75, 0.25], rtol=1e-6)
    with pytest.raises(SchemeError, match="square"):
        parse_scheme(JUDGED.replace("[[1, 3], ", "[[1, 3], [1, 1], "))
    with pytest.raises(SchemeError, match="reciprocal"):
        parse_scheme(JUDGED.replace("0.3333333333", "3"))


def test_judgements_that_contradict_each_other_are_refused() -> None:
    circle = JUDGED.replace("[[1, 3], [0.3333333333, 1]]", "[[1, 5, 0.2], [0.2, 1, 5], [5, 0.2, 1]]")
    third = '{ code = "b", direction = "higher" }, { code = "c", direction = "higher" }'
    with pytest.raises(SchemeError, match="consistency ratio"):
        parse_scheme(circle.replace('{ code = "b", direction = "higher" }', third))


def test_weights_for_a_stated_importance() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(50, 10, (200, 2))
    root = Node("t", "", "", 1.0, (replace(LEAVES[0], weight=3.0), LEAVES[1]), weighting="importance")
    units = tuple(f"u{number:03}" for number in range(200))
    result = compute(replace(SCHEME, root=root), Panel(units, ("a", "b"), values))
    told = np.array([_squared(result.normalised[:, column], result.total) for column in (0, 1)])
    np.testing.assert_allclose(told / told.sum(), [0.75, 0.25], atol=0.01)
    same = np.stack([values[:, 0], values[:, 0]], axis=1)
    with pytest.raises(WeightError, match="stated importance"):
        compute(replace(SCHEME, root=root), Panel(units, ("a", "b"), same))


def _squared(x: FloatArray, y: FloatArray) -> float:
    return float(np.corrcoef(x, y)[0, 1] ** 2)
