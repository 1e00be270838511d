"""Normalising against fixed figures instead of the other units: what another unit does then changes nothing."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.normalising import (
    Borda,
    DistanceToMax,
    MinMax,
    Normalisation,
    Percentile,
    Rank,
    ZScore,
    extent,
)


@dataclass(frozen=True, slots=True)
class Goalposts:
    """`worst` scores `low`, `best` scores `high`, both in the indicator's own sense; beyond them the score is cut."""

    worst: float
    best: float
    low: float = 0.0
    high: float = 100.0
    cut: bool = True

    def __post_init__(self) -> None:
        if self.worst == self.best:
            raise ValueError("worst and best must differ")

    def apply(self, x: FloatArray) -> FloatArray:
        """`low + (high − low)(x − worst)/(best − worst)`."""
        share = (x - self.worst) / (self.best - self.worst)
        if self.cut:
            share = np.clip(share, 0.0, 1.0)
        return share * (self.high - self.low) + self.low

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, worst=-self.worst, best=-self.best)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`points` × value ÷ benchmark, held between `floor` and `cap` times the benchmark.

    Where less is better the item is `points` × (2 − value ÷ benchmark): at the benchmark both give `points`.
    """

    benchmark: float
    points: float = 100.0
    floor: float = 0.0
    cap: float = float("inf")

    def __post_init__(self) -> None:
        if self.benchmark == 0 or self.floor > self.cap:
            raise ValueError("the benchmark must not be 0, and floor not above cap")

    def apply(self, x: FloatArray) -> FloatArray:
        """A negative benchmark marks a turned rule."""
        share = x / abs(self.benchmark) + (2.0 if self.benchmark < 0 else 0.0)
        return np.clip(share, self.floor, self.cap) * self.points

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, benchmark=-self.benchmark)


@dataclass(frozen=True, slots=True)
class DistanceToTarget:
    """The way covered from the worst unit to `target`, as a share of `scale`; `cut` ends it at the target."""

    target: float
    scale: float = 1.0
    cut: bool = False

    def apply(self, x: FloatArray) -> FloatArray:
        """`scale × (x − min)/(target − min)`; 1 where the worst unit stands at the target."""
        least, _ = extent(x)
        way = self.target - least
        share = np.where(way == 0, 1.0 + 0 * x, (x - least) / np.where(way == 0, 1.0, way))
        return (np.minimum(share, 1.0) if self.cut else share) * self.scale

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, target=-self.target)


@dataclass(frozen=True, slots=True)
class DistanceToReference:
    """The way from the worst unit to a reference unit; `place` is that unit's place among the ordered unit codes.

    The reference unit scores `scale`. NaN where the reference has no figure or is itself the worst.
    """

    place: int
    scale: float = 1.0

    def apply(self, x: FloatArray) -> FloatArray:
        """`scale × (1 − (reference − x)/(reference − min))`."""
        least, _ = extent(x)
        reference = x[:, self.place : self.place + 1]
        way = reference - least
        return (1.0 - (reference - x) / np.where(way == 0, np.nan, way)) * self.scale

    def turned(self) -> Self:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True)
class AroundReference:
    """The `reference` scores the middle of `low` and `high`; half the span of the units is half the way to either.

    The scale of the AMPI. `half` fixes that half span, so that editions can be compared; 0 = of the units at hand.
    """

    reference: float
    low: float = 70.0
    high: float = 130.0
    half: float = 0.0

    def apply(self, x: FloatArray) -> FloatArray:
        """Affine; a constant column lies at the middle."""
        half = np.full((len(x), 1), self.half) if self.half else extent(x)[1] / 2
        share = (x - self.reference) / np.where(half == 0, np.inf, half)
        return np.asarray((self.low + self.high) / 2 + share * (self.high - self.low) / 2)

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, reference=-self.reference)


@dataclass(frozen=True, slots=True)
class ShareOfBest:
    """Positive figures as a share of the best one: x ÷ max, or min ÷ x where less is better; from 0 to `scale`."""

    scale: float = 1.0
    lower: bool = False

    def apply(self, x: FloatArray) -> FloatArray:
        """NaN where the best or the figure is not above zero."""
        own = -x if self.lower else x
        own = np.where(own > 0, own, np.nan)
        if self.lower:
            return np.asarray(np.fmin.reduce(own, axis=1, keepdims=True) / own * self.scale)
        return np.asarray(own / np.fmax.reduce(own, axis=1, keepdims=True) * self.scale)

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, lower=not self.lower)


@dataclass(frozen=True, slots=True)
class Scaled:
    """(x − low)/(high − low) × `scale` with limits in the indicator's own sense, nothing cut."""

    low: float
    high: float
    scale: float = 100.0

    def apply(self, x: FloatArray) -> FloatArray:
        """Affine."""
        return (x - self.low) / (self.high - self.low) * self.scale

    def turned(self) -> Self:
        """For values of the other sign."""
        return replace(self, low=-self.low, high=-self.high)


NORMALISATIONS: dict[str, type[Normalisation]] = {
    "minmax": MinMax,
    "zscore": ZScore,
    "rank": Rank,
    "borda": Borda,
    "percentile": Percentile,
    "distance_to_max": DistanceToMax,
    "distance_to_target": DistanceToTarget,
    "distance_to_reference": DistanceToReference,
    "goalposts": Goalposts,
    "ratio": Ratio,
    "scaled": Scaled,
    "around_reference": AroundReference,
    "share_of_best": ShareOfBest,
}
