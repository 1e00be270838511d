"""Confidence sets for ranks where scores are estimates, after Mogstad, Romano, Shaikh and Wilhelm (2024).

A unit is surely below another where the difference of their estimates exceeds a critical value times its standard
error. The critical value is the quantile of the largest such difference under the draws of a normal error, taken over
the pairs that are still open; pairs that are decided leave, and the value is found anew (step-down). Draws of standard
normal numbers come in as an argument.
"""

from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class RankSets:
    """(n,) lower and upper ends of the ranks, 1 = greatest."""

    low: IntArray
    high: IntArray


def marginal_sets(
    estimates: FloatArray, covariance: FloatArray, normals: FloatArray, coverage: float = 0.95
) -> RankSets:
    """Sets that each hold their own unit's rank with the coverage. (n,) estimates, (n, n) covariance, (draws, n)."""
    errors, spread = _errors(covariance, normals)
    n = len(estimates)
    ends = [_one(unit, estimates, errors, spread, coverage) for unit in range(n)]
    return RankSets(
        np.array([low for low, _ in ends], dtype=np.int64), np.array([high for _, high in ends], dtype=np.int64)
    )


def simultaneous_sets(
    estimates: FloatArray, covariance: FloatArray, normals: FloatArray, coverage: float = 0.95
) -> RankSets:
    """Sets that hold the ranks of all units at once with the coverage."""
    errors, spread = _errors(covariance, normals)
    statistic = _scaled(estimates[:, None] - estimates[None, :], spread)
    open_ = ~np.eye(len(estimates), dtype=np.bool_)
    while True:
        critical = _critical(_largest(errors, spread, open_), coverage)
        further = open_ & (np.abs(statistic) <= critical)
        if (further == open_).all() or not further.any():
            break
        open_ = further
    decided = ~further & ~np.eye(len(estimates), dtype=np.bool_)
    return _sets(decided & (statistic < 0), decided & (statistic > 0))


def _sets(below: BoolArray, above: BoolArray) -> RankSets:
    n = len(below)
    return RankSets(1 + below.sum(axis=1), n - above.sum(axis=1))


def _one(unit: int, estimates: FloatArray, errors: FloatArray, spread: FloatArray, coverage: float) -> tuple[int, int]:
    statistic = _scaled(estimates[unit] - estimates, spread[unit])
    apart = np.abs(_scaled(errors[:, [unit]] - errors, spread[unit][None, :]))
    open_ = np.arange(len(estimates)) != unit
    while True:
        critical = _critical(apart[:, open_].max(axis=1), coverage)
        further = open_ & (np.abs(statistic) <= critical)
        if (further == open_).all() or not further.any():
            break
        open_ = further
    decided = ~further & (np.arange(len(estimates)) != unit)
    return 1 + int((decided & (statistic < 0)).sum()), len(estimates) - int((decided & (statistic > 0)).sum())


def _errors(covariance: FloatArray, normals: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(draws, n) errors with that covariance, and the (n, n) standard errors of the differences."""
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    own = np.diag(covariance)
    return normals @ root.T, np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0.0))


def _scaled(difference: FloatArray, spread: FloatArray) -> FloatArray:
    """A difference without error is beyond any doubt; none at all is no difference."""
    sure = np.where(difference == 0, 0.0, np.copysign(np.inf, difference))
    return np.where(spread > 0, difference / np.where(spread > 0, spread, 1.0), sure)


def _largest(errors: FloatArray, spread: FloatArray, open_: BoolArray) -> FloatArray:
    """(draws,) the largest scaled difference among the open pairs."""
    first, second = np.nonzero(open_ & (np.arange(len(spread))[:, None] < np.arange(len(spread))[None, :]))
    scale = spread[first, second]
    known = scale > 0
    first, second, scale = first[known], second[known], scale[known]
    if not len(first):
        return np.zeros(len(errors))
    return np.array([np.abs((row[first] - row[second]) / scale).max() for row in errors])


def _critical(largest: FloatArray, coverage: float) -> float:
    return float(np.quantile(largest, coverage, method="inverted_cdf"))
