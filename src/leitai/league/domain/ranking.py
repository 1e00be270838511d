"""Ranks, exactly, ties included. Rows are ranked apart; 1 = greatest score; 0 = no score (NaN)."""

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray


def rank_rows(scores: FloatArray, tolerance: float = 0.0, convention: str = "min") -> FloatArray | IntArray:
    """Ranks of each row of (rows, n) scores; float64 for `average`, int64 otherwise.

    Runs down from the best: whoever lies within `tolerance` of the first of a run is tied with it. A chain of small
    steps therefore cannot tie units that are further apart than the tolerance.

    >>> rank_rows(np.array([[3.0, 5.0, 3.0, 1.0]]))
    array([[2, 1, 2, 4]])
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    starts = _run_starts(np.take_along_axis(scores, order, axis=1), tolerance)
    places = _places(starts, convention)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    ranks[np.isnan(scores)] = 0
    return ranks


def mid_ranks(x: FloatArray) -> FloatArray:
    """Rank of each value in its row counted from the least, ties at the mean of their places, NaN stays NaN."""
    ranks = np.asarray(rank_rows(-x, convention="average"), dtype=np.float64)
    return np.where(np.isnan(x), np.nan, ranks)


def _run_starts(ordered: FloatArray, tolerance: float) -> IntArray:
    """For each place of rows in descending order, the place at which its run of tied scores begins."""
    n = ordered.shape[1]
    opens = np.ones(ordered.shape, dtype=np.bool_)
    with np.errstate(invalid="ignore"):
        opens[:, 1:] = ~(ordered[:, :-1] - ordered[:, 1:] <= tolerance)
    starts: IntArray = np.maximum.accumulate(np.where(opens, np.arange(n), 0), axis=1)
    if tolerance > 0:
        with np.errstate(invalid="ignore"):
            long = (np.take_along_axis(ordered, starts, axis=1) - ordered > tolerance).any(axis=1)
        for row in np.flatnonzero(long):
            starts[row] = _run_starts_of(ordered[row], tolerance)
    return starts


def _run_starts_of(ordered: FloatArray, tolerance: float) -> IntArray:
    starts = np.zeros(len(ordered), dtype=np.int64)
    for place in range(1, len(ordered)):
        first = starts[place - 1]
        starts[place] = first if ordered[first] - ordered[place] <= tolerance else place
    return starts


def _places(starts: IntArray, convention: str) -> FloatArray | IntArray:
    n = starts.shape[1]
    here = np.arange(n)
    if convention == "min":
        return starts + 1
    if convention == "dense":
        dense: IntArray = np.cumsum(starts == here, axis=1)
        return dense
    closes = np.ones(starts.shape, dtype=np.bool_)
    closes[:, :-1] = starts[:, 1:] == here[1:]
    ends = np.minimum.accumulate(np.where(closes, here, n)[:, ::-1], axis=1)[:, ::-1]
    return ends + 1 if convention == "max" else (starts + ends) / 2 + 1.0
