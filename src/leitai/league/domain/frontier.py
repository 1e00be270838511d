"""Benefit of the doubt: the best weights for each unit, by linear programming."""

import numpy as np

from leitai.league.domain.arrays import FloatArray


def benefit_of_the_doubt(z: FloatArray, least: float = 0.0, most: float = 1.0) -> FloatArray:
    """(n,) scores of (k, n) non-negative values: max Σ w z_i with Σ w z_j ≤ 1 for all j, w ≥ 0.

    `least` asks every child to carry that share of the unit's own score, `most` no more than that. NaN where a unit has
    no positive value.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - takes a third of a second to import, and few schemes need it

    k, n = z.shape
    if least * k > 1 or most * k < 1:
        raise ValueError(f"shares from {least} to {most} for each of {k} children do not make a whole")
    scores = np.full(n, np.nan)
    for unit in np.flatnonzero((z > 0).any(axis=0)):
        own = z[:, unit]
        floors = least * own[None, :] - np.diag(own) if least else np.zeros((0, k))
        caps = np.diag(own) - most * own[None, :] if most < 1 else np.zeros((0, k))
        shares = np.vstack([floors, caps])
        above = np.vstack([z.T, shares])
        limit = np.concatenate([np.ones(n), np.zeros(len(shares))])
        found = linprog(-own, A_ub=above, b_ub=limit, bounds=(0, None), method="highs")
        scores[unit] = own @ np.asarray(found.x) if found.success else np.nan
    return scores
