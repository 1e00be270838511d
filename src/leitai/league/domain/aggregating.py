"""Merging the children of a node into its score. Arrays are (k, n): k children of n units; weights (k, 1) or (k, n)
add up to 1 over the children that are present."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from leitai.league.domain import portable
from leitai.league.domain.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Weighted mean: full compensation."""

    positive = False

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """Σ w z, added in a fixed order, so that the bits are the same everywhere."""
        total: FloatArray = np.add.reduce(z * w, axis=0)
        return total

    def factors(self, z: FloatArray, w: FloatArray, _score: FloatArray) -> FloatArray:
        """Each child's amount in the score is its factor × its value: here the weight."""
        return np.broadcast_to(w, z.shape)


@dataclass(frozen=True, slots=True)
class Geometric:
    """Weighted geometric mean: a weak child pulls harder. All values must be positive."""

    positive = True

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """Π z^w."""
        return portable.exp(np.add.reduce(portable.log(z) * w, axis=0))

    def factors(self, z: FloatArray, w: FloatArray, score: FloatArray) -> FloatArray:
        """Logarithmic-mean (LMDI) shares from the least value b of the children over all units.

        Each child's amount is w b + L w ln(z/b), L = (S − b)/ln(S/b): no remainder, and the same b for all units.
        """
        base = np.nanmin(z)
        reach = portable.log(score / base)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(reach > 0, (score - base) / reach, score)
        amounts: FloatArray = w * base + mean * w * portable.log(z / base)
        return amounts / z


Aggregation: TypeAlias = Arithmetic | Geometric

AGGREGATIONS: dict[str, type[Aggregation]] = {"arithmetic": Arithmetic, "geometric": Geometric}
