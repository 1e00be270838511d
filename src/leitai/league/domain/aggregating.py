"""Merging the children of a node into its score, where the mean is additive in some measure g of the values.

Arrays are (k, n): k children of n units; weights (k, 1) or (k, n) add up to 1 over the children that are present, a
child that is missing has weight 0. `factors` say what each child gave: factor × value, adding up to the score.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leitai.league.domain import portable
from leitai.league.domain.arrays import FloatArray


class Aggregation(Protocol):
    """A frozen rule; a scheme made in Python may bring its own. `positive` rules take values above zero only."""

    @property
    def positive(self) -> bool:
        """Whether values must be above zero."""

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """(k, n) values and weights to (n,) scores."""

    def factors(self, z: FloatArray, w: FloatArray, score: FloatArray) -> FloatArray:
        """(k, n) factors: factor × value adds up to the score."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Weighted mean: full compensation."""

    @property
    def positive(self) -> bool:
        """Any value will do."""
        return False

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """Σ w z, added in a fixed order, so that the bits are the same everywhere."""
        total: FloatArray = np.add.reduce(z * w, axis=0)
        return total

    def factors(self, z: FloatArray, w: FloatArray, score: FloatArray) -> FloatArray:  # noqa: ARG002 - one protocol
        """The weights themselves."""
        return np.broadcast_to(w, z.shape)


class _Measured:
    """A mean that is arithmetic in g(value): shares in g are exact, without remainder.

    Counted from the least value b of the children over all units, a child's amount is
    w b + w (g(z) − g(b)) (S − b)/(g(S) − g(b)); for the geometric mean this is the logarithmic-mean (LMDI) share.
    """

    __slots__ = ()

    @property
    def positive(self) -> bool:
        """Only values above zero have a logarithm, an inverse, a root."""
        return True

    @abstractmethod
    def measure(self, z: FloatArray) -> FloatArray:
        """g."""

    @abstractmethod
    def unmeasure(self, y: FloatArray) -> FloatArray:
        """The inverse of g."""

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """g⁻¹(Σ w g(z))."""
        return self.unmeasure(np.add.reduce(self.measure(z) * w, axis=0))

    def factors(self, z: FloatArray, w: FloatArray, score: FloatArray) -> FloatArray:
        """Shares in g."""
        base = np.nanmin(z)
        floor = self.measure(np.array([base]))
        reach = self.measure(score) - floor
        rate = np.where(np.abs(score - base) > 1e-12 * base, (score - base) / np.where(reach == 0, 1.0, reach), 0.0)
        amounts = w * base + w * (self.measure(z) - floor) * rate
        exact: FloatArray = amounts * (score / np.add.reduce(amounts, axis=0)) / z
        return exact


@dataclass(frozen=True, slots=True)
class Geometric(_Measured):
    """Weighted geometric mean: a weak child pulls harder."""

    def measure(self, z: FloatArray) -> FloatArray:
        """ln."""
        return portable.log(z)

    def unmeasure(self, y: FloatArray) -> FloatArray:
        """exp."""
        return portable.exp(y)


@dataclass(frozen=True, slots=True)
class Harmonic(_Measured):
    """Weighted harmonic mean: a weak child pulls harder still."""

    def measure(self, z: FloatArray) -> FloatArray:
        """1/z."""
        return 1.0 / z

    def unmeasure(self, y: FloatArray) -> FloatArray:
        """1/y."""
        return 1.0 / y


@dataclass(frozen=True, slots=True)
class Power(_Measured):
    """Weighted power mean (Σ w z^p)^(1/p), p ≠ 0: 1 compensates fully, below 1 ever less."""

    exponent: float

    def __post_init__(self) -> None:
        if self.exponent == 0:
            raise ValueError('the exponent must not be 0: use "geometric"')

    def measure(self, z: FloatArray) -> FloatArray:
        """z^p."""
        return portable.power(z, self.exponent)

    def unmeasure(self, y: FloatArray) -> FloatArray:
        """y^(1/p)."""
        return portable.power(y, 1.0 / self.exponent)
