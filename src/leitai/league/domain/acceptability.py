"""What many tables say together: intervals of ranks, who beats whom, how often each rank and grade."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
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
    safe, never = _known(ranks)
    low, high = _ends(safe, coverage, whole)
    parts = (
        np.nanmin(safe, axis=0),
        low,
        np.nanmedian(safe, axis=0),
        np.nanmean(safe, axis=0),
        high,
        np.nanmax(safe, axis=0),
    )
    return Spread(*(np.where(never, np.nan, part) for part in parts))


def interval_of(ranks: IntArray, coverage: float = 0.9, whole: bool = True) -> tuple[FloatArray, FloatArray]:
    """(n,) lower and upper ends alone, those of `spread_of`."""
    safe, never = _known(ranks)
    low, high = _ends(safe, coverage, whole)
    return np.where(never, np.nan, low), np.where(never, np.nan, high)


def _known(ranks: IntArray) -> tuple[FloatArray, BoolArray]:
    """Ranks with NaN where there is none, but 0 throughout for a unit that never has one; which units those are."""
    known = np.where(ranks > 0, ranks.astype(np.float64), np.nan)
    never: BoolArray = np.logical_and.reduce(np.isnan(known), axis=0)
    return np.where(never, 0.0, known), never


def _ends(safe: FloatArray, coverage: float, whole: bool) -> FloatArray:
    """(2, n) quantiles on either side; without gaps all units at once, which is many times as fast."""
    method: Literal["inverted_cdf", "linear"] = "inverted_cdf" if whole else "linear"
    tail = (1.0 - coverage) / 2
    found: FloatArray = np.empty((2, safe.shape[1]))
    gaps = np.isnan(safe).any(axis=0)
    if not gaps.all():
        found[:, ~gaps] = np.quantile(safe[:, ~gaps], (tail, 1.0 - tail), axis=0, method=method)
    if gaps.any():
        found[:, gaps] = np.nanquantile(safe[:, gaps], (tail, 1.0 - tail), axis=0, method=method)
    return found


def acceptability(ranks: IntArray) -> FloatArray:
    """(n, n) share of the draws in which unit i has rank k + 1; rows add up to 1 for units that are always ranked."""
    draws, n = ranks.shape
    cells = np.arange(n) * (n + 1) + ranks
    counts = np.bincount(cells.reshape(-1), minlength=n * (n + 1)).reshape(n, n + 1)
    shares: FloatArray = counts[:, 1:] / draws
    return shares


def beats(ranks: IntArray) -> FloatArray:
    """(n, n) share of the draws in which unit i stands strictly above unit j; a unit without a rank is below all."""
    place = np.ascontiguousarray(np.where(ranks > 0, ranks, np.iinfo(np.int32).max).T.astype(np.int32))
    wins = np.empty((len(place), len(place)))
    for own, row in zip(wins, place, strict=True):
        own[:] = np.add.reduce(row < place, axis=1, dtype=np.int32)
    return wins / len(ranks)


def grade_shares(scores: FloatArray, rule: Grading) -> FloatArray:
    """(n, grades) share of the draws in which a unit has each grade, from (draws, n) scores."""
    places = np.stack([rule.places(row) for row in scores])
    return np.stack([(places == grade).mean(axis=0) for grade in range(len(rule.labels))], axis=1)


def mean_rank_shift(ranks: IntArray, nominal: IntArray) -> FloatArray:
    """(draws,) mean over the units of the absolute difference from the (n,) nominal ranks."""
    return np.asarray(np.abs(ranks - nominal).mean(axis=1))
