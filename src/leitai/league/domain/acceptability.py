"""What many tables say together: intervals of ranks, who beats whom, how often each rank and grade."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.grading import Grading


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """(n,) ranks: least, lower and upper end of the interval, median, mean, greatest; NaN = never ranked."""

    best: FloatArray
    low: FloatArray
    median: FloatArray
    mean: FloatArray
    high: FloatArray
    worst: FloatArray


def spread_of(ranks: IntArray, coverage: float = 0.9, whole: bool = True) -> Spread:
    """Of (draws, n) ranks; the interval leaves (1 − coverage)/2 out on either side.

    Its ends are ranks that occurred where they are to be `whole`, else linear quantiles (R's type 7).
    """
    method: Literal["inverted_cdf", "linear"] = "inverted_cdf" if whole else "linear"
    known = np.where(ranks > 0, ranks.astype(np.float64), np.nan)
    tail = (1.0 - coverage) / 2
    never = np.isnan(known).all(axis=0)
    safe = np.where(never, 0.0, known)
    low = np.nanquantile(safe, tail, axis=0, method=method)
    high = np.nanquantile(safe, 1.0 - tail, axis=0, method=method)
    parts = (
        np.nanmin(safe, axis=0),
        low,
        np.nanmedian(safe, axis=0),
        np.nanmean(safe, axis=0),
        high,
        np.nanmax(safe, axis=0),
    )
    return Spread(*(np.where(never, np.nan, part) for part in parts))


def acceptability(ranks: IntArray) -> FloatArray:
    """(n, n) share of the draws in which unit i has rank k + 1; rows add up to 1 for units that are always ranked."""
    draws, n = ranks.shape
    cells = np.arange(n) * (n + 1) + ranks
    counts = np.bincount(cells.reshape(-1), minlength=n * (n + 1)).reshape(n, n + 1)
    shares: FloatArray = counts[:, 1:] / draws
    return shares


def beats(ranks: IntArray) -> FloatArray:
    """(n, n) share of the draws in which unit i stands strictly above unit j; a unit without a rank is below all."""
    place = np.where(ranks > 0, ranks, np.iinfo(np.int32).max).astype(np.int32)
    wins = np.zeros((ranks.shape[1], ranks.shape[1]))
    for row in place:
        wins += row[:, None] < row[None, :]
    return wins / len(ranks)


def grade_shares(scores: FloatArray, rule: Grading) -> FloatArray:
    """(n, grades) share of the draws in which a unit has each grade, from (draws, n) scores."""
    places = np.stack([rule.places(row) for row in scores])
    return np.stack([(places == grade).mean(axis=0) for grade in range(len(rule.labels))], axis=1)


def mean_rank_shift(ranks: IntArray, nominal: IntArray) -> FloatArray:
    """(draws,) mean over the units of the absolute difference from the (n,) nominal ranks."""
    return np.asarray(np.abs(ranks - nominal).mean(axis=1))
