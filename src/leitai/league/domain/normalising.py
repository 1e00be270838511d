"""Bringing indicators on one scale. Arrays are (k, n): k indicators of n units, more is better, NaN = missing.

Where all units are equal a column says nothing about them: it gets one neutral value and a note, and is never dropped.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray
from leitai.league.domain.ranking import mid_ranks


@dataclass(frozen=True, slots=True)
class MinMax:
    """The least value becomes `low`, the greatest `high`."""

    low: float = 0.0
    high: float = 100.0

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("low must lie below high")

    def apply(self, x: FloatArray) -> FloatArray:
        """`low + (high − low)(x − min)/(max − min)`; a constant column lies in the middle."""
        least, span = extent(x)
        flat = span == 0
        with np.errstate(invalid="ignore", divide="ignore"):
            z = (x - least) / np.where(flat, 1.0, span)
        z *= self.high - self.low
        z += self.low
        return _flatten(z, flat, (self.low + self.high) / 2)


@dataclass(frozen=True, slots=True)
class ZScore:
    """Mean becomes `mean`, the sample standard deviation (n − 1) `sd`."""

    mean: float = 0.0
    sd: float = 1.0

    def __post_init__(self) -> None:
        if not self.sd > 0:
            raise ValueError("sd must be positive")

    def apply(self, x: FloatArray) -> FloatArray:
        """`mean + sd (x − x̄)/s`; a constant column lies at the mean."""
        centre, spread = moments(x)
        flat = ~(extent(x)[1] > 0)
        z: FloatArray = (x - centre) / np.where(flat, 1.0, spread) * self.sd + self.mean
        return _flatten(z, flat, self.mean)


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank counted from the worst, ties at the mean of their places: n for the best, 1 for the worst."""

    def apply(self, x: FloatArray) -> FloatArray:
        """Ranks 1 … n."""
        return mid_ranks(x)


Normalisation: TypeAlias = MinMax | ZScore | Rank

NORMALISATIONS: dict[str, type[Normalisation]] = {"minmax": MinMax, "zscore": ZScore, "rank": Rank}


def extent(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(k, 1) least value and span; NaN where a row has no value."""
    least = np.fmin.reduce(x, axis=1, keepdims=True)
    return least, np.fmax.reduce(x, axis=1, keepdims=True) - least


def moments(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(k, 1) mean and sample standard deviation of the values present."""
    present = ~np.isnan(x)
    count = present.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, x, 0.0).sum(axis=1, keepdims=True) / count
        gaps = np.where(present, x - mean, 0.0)
        return mean, np.sqrt((gaps * gaps).sum(axis=1, keepdims=True) / (count - 1))


def _flatten(z: FloatArray, flat: BoolArray, neutral: float) -> FloatArray:
    if flat.any():
        z[flat & ~np.isnan(z)] = neutral
    return z
