"""Bringing indicators on one scale. Arrays are (k, n): k indicators of n units, more is better, NaN = missing.

Where all units are equal a column says nothing about them: it gets one neutral value and a note, and is never dropped.
A method whose parameters are figures in the indicator's own sense says so by `own_sense`; `turned` puts them the other
way round for indicators of which less is better.
"""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray
from leitai.league.domain.ranking import mid_ranks, rank_rows


class Normalisation(Protocol):
    """A frozen rule; any value with these two methods will do, so a scheme made in Python may bring its own."""

    def apply(self, x: FloatArray) -> FloatArray:
        """(k, n) turned values to (k, n) scaled values."""

    def turned(self) -> "Normalisation":
        """The same rule for values whose sign was changed."""


class _Relative:
    """A rule that looks at the units alone has nothing to turn."""

    __slots__ = ()

    def turned(self) -> Self:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class MinMax(_Relative):
    """The least value becomes `low`, the greatest `high`."""

    low: float = 0.0
    high: float = 100.0

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("low must lie below high")

    def apply(self, x: FloatArray) -> FloatArray:
        """`low + (high − low)(x − min)/(max − min)`; a constant column lies in the middle."""
        return self.scale(x, *extent(x))

    def scale(self, x: FloatArray, least: FloatArray, span: FloatArray) -> FloatArray:
        """The same for (k, n) values whose ends (k, 1) are known."""
        flat = span == 0
        z = x - least
        z /= np.where(flat, 1.0, span)
        z *= self.high - self.low
        if self.low:
            z += self.low
        return flatten(z, flat, (self.low + self.high) / 2)


@dataclass(frozen=True, slots=True)
class ZScore(_Relative):
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
        return flatten(z, flat, self.mean)


@dataclass(frozen=True, slots=True)
class Rank(_Relative):
    """The rank counted from the worst, 1 … n; ties take the `average` of their places, or the `min`."""

    ties: str = "average"

    def __post_init__(self) -> None:
        if self.ties not in {"average", "min"}:
            raise ValueError('ties must be "average" or "min"')

    def apply(self, x: FloatArray) -> FloatArray:
        """Ranks 1 … n."""
        if self.ties == "average":
            return mid_ranks(x)
        return np.where(np.isnan(x), np.nan, rank_rows(-x))


@dataclass(frozen=True, slots=True)
class Borda(_Relative):
    """How many units are beaten: the rank counted from the worst, less one."""

    ties: str = "average"

    def apply(self, x: FloatArray) -> FloatArray:
        """0 … n − 1."""
        return Rank(self.ties).apply(x) - 1.0


@dataclass(frozen=True, slots=True)
class Percentile(_Relative):
    """The share of the other units that are beaten, from 0 to `scale`; a lone unit stands at half of it."""

    scale: float = 100.0
    ties: str = "average"

    def apply(self, x: FloatArray) -> FloatArray:
        """`scale × (rank − 1)/(n − 1)`."""
        others = (~np.isnan(x)).sum(axis=1, keepdims=True) - 1
        share = Borda(self.ties).apply(x) / np.where(others > 0, others, 1) * self.scale
        return flatten(share, others == 0, self.scale / 2)


@dataclass(frozen=True, slots=True)
class DistanceToMax(_Relative):
    """`scale` × (1 − (max − x)/(max − min)): the best has all of it."""

    scale: float = 1.0

    def apply(self, x: FloatArray) -> FloatArray:
        """From 0 to `scale`."""
        least, span = extent(x)
        flat = span == 0
        z = (1.0 - (least + span - x) / np.where(flat, 1.0, span)) * self.scale
        return flatten(z, flat, self.scale / 2)


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


def flatten(z: FloatArray, flat: BoolArray, neutral: float) -> FloatArray:
    """Put the neutral value into the rows that are flat."""
    if flat.any():
        z[flat & ~np.isnan(z)] = neutral
    return z
