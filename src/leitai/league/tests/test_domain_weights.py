"""Weights come from judgement or from the data, and refuse what cannot be."""

import numpy as np
import pytest

from leitai.league.domain.weighting import (
    DATA_WEIGHTS,
    WeightError,
    analytic_hierarchy,
    importance,
    principal,
    to_importance,
)

RNG = np.random.default_rng(3)
COMMON = RNG.normal(size=200)
Z = 50 + 8 * np.array([COMMON + RNG.normal(size=200) * spread for spread in (0.5, 0.8, 1.1, 1.4)])


@pytest.mark.parametrize("name", DATA_WEIGHTS)
def test_weights_add_up_to_one_and_none_is_negative(name: str) -> None:
    weights = DATA_WEIGHTS[name](Z, np.full(4, 0.25))
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()


def test_a_negative_loading_is_refused() -> None:
    with pytest.raises(WeightError, match="child 1"):
        principal(np.array([-Z[0], Z[1], Z[2], Z[3]]))


def test_consistent_judgements_give_their_weights_back() -> None:
    weights = np.array([0.5, 0.3, 0.2])
    judged = analytic_hierarchy(weights[:, None] / weights[None, :])
    np.testing.assert_allclose(judged.weights, weights)
    assert judged.consistency_ratio == pytest.approx(0, abs=1e-12)


def test_a_circle_of_judgements_is_seen() -> None:
    circle = np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    assert analytic_hierarchy(circle).consistency_ratio > 1


def test_a_stated_importance_is_reached_where_it_can_be() -> None:
    noise = np.random.default_rng(1).normal(size=(4, 500))
    reached = to_importance(noise, np.array([0.4, 0.3, 0.2, 0.1]))
    assert reached.gap < 1e-3
    np.testing.assert_allclose(importance(noise, reached.weights), reached.importance)


def test_importance_by_plain_correlation_is_balanced() -> None:
    reached = to_importance(Z, np.full(4, 0.25), squared=False)
    told = np.array([np.corrcoef(row, reached.weights @ Z)[0, 1] for row in Z])
    np.testing.assert_allclose(told / told.sum(), 0.25, atol=1e-3)


def test_a_stated_importance_that_cannot_be_reached_is_told() -> None:
    same = np.array([Z[0], Z[0] + 1e-9 * Z[1], Z[2]])
    assert to_importance(same, np.array([0.8, 0.1, 0.1])).gap > 0.1


def test_a_child_that_tells_no_units_apart_gets_no_weight_or_is_refused() -> None:
    flat = np.vstack([Z[:2], np.zeros((1, Z.shape[1]))])
    assert DATA_WEIGHTS["entropy"](flat, np.ones(3))[2] == 0
    assert DATA_WEIGHTS["critic"](flat, np.ones(3))[2] == 0
    with pytest.raises(WeightError, match="constant"):
        principal(flat)
