"""Taming outliers before normalisation. One indicator (n,) at a time, NaN = missing."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leitai.league.domain import portable
from leitai.league.domain.arrays import FloatArray


class Treatment(Protocol):
    """A frozen rule; a scheme made in Python may bring its own."""

    def apply(self, x: FloatArray) -> FloatArray:
        """(n,) figures to (n,) treated figures."""


@dataclass(frozen=True, slots=True)
class Winsorise:
    """Pull the most extreme value in, one after another and `most` values at most, while |skewness| and kurtosis both
    reach their bounds. Tied extremes move together, and only where all of them still fit into `most`. A column that
    stays skewed goes through the logarithm where `otherwise` is "log": as it was, or as it was left where `combined`.
    """

    most: int = 5
    skewness: float = 2.0
    kurtosis: float = 3.5
    otherwise: str = "log"
    combined: bool = False

    def __post_init__(self) -> None:
        if self.otherwise not in {"log", "keep"}:
            raise ValueError('otherwise must be "log" or "keep"')

    def apply(self, x: FloatArray) -> FloatArray:
        """The treated figures; unchanged where the column is not skewed."""
        treated = self._pull_in(x)
        if self.otherwise == "log" and self._skewed(treated):
            return Log().apply(treated if self.combined else x)
        return treated

    def _skewed(self, x: FloatArray) -> bool:
        skewness, kurtosis = shape_of(x)
        return abs(skewness) >= self.skewness and kurtosis >= self.kurtosis

    def _pull_in(self, x: FloatArray) -> FloatArray:
        before = x
        while self._skewed(x):
            extreme, inner = _outermost(x, upper=shape_of(x)[0] > 0)
            further = np.where(x == extreme, inner, x)
            if ((further != before) & ~np.isnan(before)).sum() > self.most:
                break
            x = further
        return x


@dataclass(frozen=True, slots=True)
class Log:
    """ln(x − min + `offset` × (max − min) + `plus`): defined for any figures, zero and negative ones too."""

    offset: float = 0.01
    plus: float = 0.0

    def __post_init__(self) -> None:
        if self.offset < 0 or self.plus < 0 or self.offset + self.plus == 0:
            raise ValueError("offset and plus must not be negative, nor both 0")

    def apply(self, x: FloatArray) -> FloatArray:
        """A constant column stays as it is."""
        least, most = np.fmin.reduce(x), np.fmax.reduce(x)
        return portable.log(x - least + (self.offset * (most - least) + self.plus)) if most > least else x


@dataclass(frozen=True, slots=True)
class BoxCox:
    """(x^λ − 1)/λ for positive figures, ln x for λ = 0; where `shift` is set, of x − min + 1."""

    exponent: float
    shift: bool = False

    def apply(self, x: FloatArray) -> FloatArray:
        """Raises ValueError where a figure is not positive."""
        if self.shift:
            x = x - np.fmin.reduce(x) + 1.0
        if (x <= 0).any():
            raise ValueError("Box-Cox takes positive figures only: use the logarithm instead")
        return portable.log(x) if self.exponent == 0 else (portable.power(x, self.exponent) - 1) / self.exponent


@dataclass(frozen=True, slots=True)
class Clip:
    """Hold figures between two quantiles of the column."""

    lower: float = 0.05
    upper: float = 0.95

    def apply(self, x: FloatArray) -> FloatArray:
        """Linear quantiles."""
        low, high = np.nanquantile(x, [self.lower, self.upper])
        return np.clip(x, low, high)


TREATMENTS: dict[str, type[Treatment]] = {"winsorise": Winsorise, "log": Log, "boxcox": BoxCox, "clip": Clip}


def shape_of(x: FloatArray) -> tuple[float, float]:
    """Sample skewness and excess kurtosis, with the small-sample corrections G1 and G2; 0, 0 for fewer than 4."""
    values = x[~np.isnan(x)]
    n = len(values)
    gaps = values - values.mean() if n else values
    square = gaps * gaps
    second = float(square.mean()) if n else 0.0
    if n < 4 or second == 0:
        return 0.0, 0.0
    skewness = float((square * gaps).mean()) / second**1.5 * (n * (n - 1)) ** 0.5 / (n - 2)
    excess = float((square * square).mean()) / (second * second) - 3
    return skewness, ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))


def _outermost(x: FloatArray, upper: bool) -> tuple[float, float]:
    values = np.unique(x[~np.isnan(x)])
    return (float(values[-1]), float(values[-2])) if upper else (float(values[0]), float(values[1]))
