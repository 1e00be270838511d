"""Taming outliers before normalisation. One indicator (n,) at a time, NaN = missing."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from leitai.league.domain.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Winsorise:
    """Pull the most extreme value in, one at a time and `most` at most, while |skewness| and kurtosis both exceed
    their bounds (the rule of the OECD/JRC handbook). Tied extremes count as one step each and are never passed over.
    """

    most: int = 5
    skewness: float = 2.0
    kurtosis: float = 3.5

    def apply(self, x: FloatArray) -> FloatArray:
        """The treated values; unchanged where the column is not skewed."""
        return _winsorise(x.copy(), self)


Treatment: TypeAlias = Winsorise

TREATMENTS: dict[str, type[Treatment]] = {"winsorise": Winsorise}


def shape_of(x: FloatArray) -> tuple[float, float]:
    """Sample skewness and excess kurtosis, with the small-sample corrections G1 and G2; 0, 0 for fewer than 4."""
    values = x[~np.isnan(x)]
    n = len(values)
    gaps = values - values.mean() if n else values
    if n < 4 or not gaps.any():
        return 0.0, 0.0
    second, third, fourth = (float((gaps**power).mean()) for power in (2, 3, 4))
    skewness = third / second**1.5 * (n * (n - 1)) ** 0.5 / (n - 2)
    excess = fourth / second**2 - 3
    return skewness, ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))


def _winsorise(x: FloatArray, rule: Winsorise) -> FloatArray:
    steps = 0
    while steps < rule.most:
        skewness, kurtosis = shape_of(x)
        if abs(skewness) <= rule.skewness or kurtosis <= rule.kurtosis:
            return x
        extreme, inner = _outermost(x, upper=skewness > 0)
        steps += int((x == extreme).sum())
        if steps > rule.most:
            return x
        x[x == extreme] = inner
    return x


def _outermost(x: FloatArray, upper: bool) -> tuple[float, float]:
    values = np.unique(x[~np.isnan(x)])
    return (float(values[-1]), float(values[-2])) if upper else (float(values[0]), float(values[1]))
