"""Weights from judgement or from the data. Data are (k, n): k children of n units, normalised, NaN = missing.

Every function returns (k,) weights that add up to 1, or raises WeightError.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.consistency import correlations

# Mean consistency index of random reciprocal matrices of order 1 … 15 (Saaty).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)


class WeightError(ValueError):
    """Weights that cannot be had from these data or judgements; says why and what to do."""


def equal(z: FloatArray) -> FloatArray:
    """1/k each."""
    return np.full(len(z), 1.0 / len(z))


def entropy(z: FloatArray) -> FloatArray:
    """More weight to children that tell units apart: 1 − entropy of their shares. Values must not be negative."""
    if np.nanmin(z) < 0:
        raise WeightError("entropy needs values that are not negative: normalise them to a scale from 0 up")
    whole, count = np.nansum(z, axis=1, keepdims=True), (~np.isnan(z)).sum(axis=1)
    shares = z / np.where(whole > 0, whole, 1.0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    told = (whole[:, 0] > 0) & (count > 1)  # nothing but zeros, or one figure, tells no units apart
    spread = np.where(told, 1.0 + np.nansum(shares * logs, axis=1) / np.log(np.maximum(count, 2)), 0.0)
    return _shared_out(spread, "all children are constant")


def critic(z: FloatArray) -> FloatArray:
    """Spread × conflict: standard deviation × Σ (1 − correlation with the others), on a 0–1 scale."""
    least = np.nanmin(z, axis=1, keepdims=True)
    span = np.nanmax(z, axis=1, keepdims=True) - least
    spread = np.nanstd((z - least) / np.where(span == 0, 1.0, span), axis=1, ddof=1)
    conflict = np.nansum(1.0 - correlations(z, z), axis=1)
    return _shared_out(spread * conflict, "all children are constant")


def principal(z: FloatArray) -> FloatArray:
    """Loadings of the first principal component of the correlations.

    Raises WeightError where loadings differ in sign: the children then do not measure one thing.
    """
    complete = z[:, ~np.isnan(z).any(axis=0)]
    flat = np.flatnonzero(np.ptp(complete, axis=1) == 0) if complete.shape[1] else np.arange(len(z))
    if len(flat):
        raise WeightError(f"child {flat[0] + 1} is constant where all have figures: leave it out or weigh otherwise")
    loadings = np.linalg.eigh(np.corrcoef(complete))[1][:, -1]
    loadings = loadings * np.sign(loadings.sum() or 1.0)
    if (loadings < 0).any():
        negative = ", ".join(str(place + 1) for place in np.flatnonzero(loadings < 0))
        raise WeightError(
            f"the first component gives a negative weight to child {negative}: turn its direction or weight otherwise"
        )
    return _shared_out(loadings, "there is no component")


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Weights (k,) from pairwise judgements, and how consistent these were (up to 0.1 is held to be good)."""

    weights: FloatArray
    consistency_ratio: float


def analytic_hierarchy(judgements: FloatArray) -> Judged:
    """AHP: (k, k) how many times the row counts as the column; the principal eigenvector and its consistency ratio."""
    if (judgements <= 0).any() or not np.allclose(judgements * judgements.T, 1.0, rtol=1e-6):
        raise WeightError("judgements must be positive and reciprocal: a[i, j] = 1 / a[j, i]")
    values, vectors = np.linalg.eig(judgements)
    first = int(np.argmax(values.real))
    k = len(judgements)
    index = (float(values[first].real) - k) / (k - 1) if k > 2 else 0.0
    random = RANDOM_INDEX[min(k, len(RANDOM_INDEX)) - 1]
    weights = np.abs(vectors[:, first].real)
    return Judged(weights / weights.sum(), index / random if random else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """Weights (k,) and the importance (k,) they reach; `gap` is the greatest distance from what was stated."""

    weights: FloatArray
    importance: FloatArray
    gap: float


def importance(z: FloatArray, weights: FloatArray, squared: bool = True) -> FloatArray:
    """(k,) shares of the squared correlation of each child with the weighted mean; of the plain one, as in COINr."""
    told = correlations(z, (weights @ z)[None, :])[:, 0]
    told = told**2 if squared else told
    shares: FloatArray = told / told.sum()
    return shares


def to_importance(z: FloatArray, stated: FloatArray, rounds: int = 400, squared: bool = True) -> Reached:
    """Weights under which the importance is as near as can be to what was stated; no missing values.

    Look at `gap`: where it stays wide, the stated importance cannot be had from these data by weights alone.
    """
    goal = stated / stated.sum()
    weights, step = goal.copy(), 0.5
    reached = importance(z, weights, squared)
    for _ in range(rounds):
        trial = weights * (goal / np.maximum(reached, 1e-12)) ** step
        trial /= trial.sum()
        found = importance(z, trial, squared)
        if ((found - goal) ** 2).sum() < ((reached - goal) ** 2).sum():
            weights, reached = trial, found
        else:
            step /= 2
    return Reached(weights, reached, float(np.abs(reached - goal).max()))


def _shared_out(raw: FloatArray, trouble: str) -> FloatArray:
    whole = float(raw.sum())
    if not whole > 1e-12:
        raise WeightError(f"{trouble}: give the weights yourself")
    return raw / whole


def stated(z: FloatArray, given: FloatArray, most: float = 0.05) -> FloatArray:
    """Weights whose importance is that of the given ones. Raises WeightError where it stays further than `most`."""
    reached = to_importance(z[:, ~np.isnan(z).any(axis=0)], given)
    if reached.gap > most:
        nearest = ", ".join(f"{share:.3f}" for share in reached.importance)
        raise WeightError(
            f"the stated importance cannot be had from these data: the nearest is {nearest}; state another"
        )
    return reached.weights


DATA_WEIGHTS: dict[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "equal": lambda z, _: equal(z),
    "entropy": lambda z, _: entropy(z),
    "critic": lambda z, _: critic(z),
    "pca": lambda z, _: principal(z),
    "importance": stated,
}
