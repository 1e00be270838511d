"""How children and nodes hang together. Arrays are (k, n), NaN = missing, pairs complete."""

import numpy as np

from leitai.league.domain.arrays import FloatArray


def correlations(a: FloatArray, b: FloatArray) -> FloatArray:
    """(k, l) Pearson correlations of the rows of a with those of b; NaN where a row is constant."""
    if not (np.isnan(a).any() or np.isnan(b).any()):
        return _pearson(a, b)
    out = np.empty((len(a), len(b)))
    for i, row in enumerate(a):
        for j, other in enumerate(b):
            both = ~(np.isnan(row) | np.isnan(other))
            out[i, j] = _pearson(row[None, both], other[None, both])[0, 0]
    return out


def cronbach_alpha(z: FloatArray) -> float:
    """How far the rows measure one thing; units with a gap are left out."""
    complete = z[:, ~np.isnan(z).any(axis=0)]
    k = len(z)
    own = complete.var(axis=1, ddof=1).sum()
    return float(k / (k - 1) * (1.0 - own / complete.sum(axis=0).var(ddof=1)))


def correlation_ratio(x: FloatArray, score: FloatArray, bins: int = 10) -> float:
    """η²: the share of the variance of the score that is explained by x alone, x cut into equal-sized bins.

    Without the bias of small bins (ε², never below 0): it is the main effect of x, the importance that its weight
    really has.
    """
    there = ~(np.isnan(x) | np.isnan(score))
    order = np.argsort(x[there], kind="stable")
    parts = np.array_split(score[there][order], min(bins, max(int(there.sum()) // 3, 2)))
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
    whole = float(((score[there] - score[there].mean()) ** 2).sum())
    n, k = int(there.sum()), len(parts)
    if whole == 0 or n <= k:
        return 0.0
    return max(0.0, 1.0 - within / (n - k) / (whole / (n - 1)))


def _pearson(a: FloatArray, b: FloatArray) -> FloatArray:
    x = a - a.mean(axis=1, keepdims=True)
    y = b - b.mean(axis=1, keepdims=True)
    size = np.sqrt((x * x).sum(axis=1))[:, None] * np.sqrt((y * y).sum(axis=1))[None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        found: FloatArray = (x @ y.T) / np.where(size == 0, np.nan, size)
    return found
