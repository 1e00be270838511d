"""Merging children by order, by spread or by duel. What each child gave is told as its share of Σ w z."""

from dataclasses import dataclass

import numpy as np

from leitai.league.domain.aggregating import Aggregation, Arithmetic, Geometric, Harmonic, Power
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.frontier import benefit_of_the_doubt

HALF = 1e-12


class _Proportional:
    __slots__ = ()

    @property
    def positive(self) -> bool:
        """Any value will do."""
        return False

    def factors(self, z: FloatArray, w: FloatArray, score: FloatArray) -> FloatArray:
        """Proportional shares: the score is given out as the weighted mean would be."""
        mean = np.add.reduce(w * z, axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.where(mean == 0, 0.0, score / mean)
            return np.broadcast_to(w * rate, z.shape)


@dataclass(frozen=True, slots=True)
class Median(_Proportional):
    """Weighted median: the value at half the weight, the middle of two where half the weight lies on each side."""

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """(n,) medians."""
        order = np.argsort(z, axis=0, kind="stable")
        values = np.take_along_axis(z, order, axis=0)
        weights = np.take_along_axis(np.broadcast_to(w, z.shape), order, axis=0)
        reached = np.cumsum(weights, axis=0)
        low = np.argmax(reached >= 0.5 - HALF, axis=0)
        high = np.argmax((reached > 0.5 + HALF) & (weights > 0), axis=0)
        columns = np.arange(z.shape[1])
        middle: FloatArray = (values[low, columns] + values[high, columns]) / 2
        return middle


@dataclass(frozen=True, slots=True)
class OrderedWeights(_Proportional):
    """OWA: weights go to the places, best first, not to the children. `tilt` a gives place shares u^a (1 = plain mean,
    above 1 the weak places count more); `weights` give the shares of the places outright. Given importance weights
    stretch the places of their children (Yager's quantifier), so missing children need no special rule.
    """

    tilt: float = 1.0
    weights: tuple[float, ...] = ()

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """(n,) ordered means."""
        order = np.argsort(-z, axis=0, kind="stable")
        shares = np.take_along_axis(np.broadcast_to(w, z.shape), order, axis=0)
        reached = np.concatenate([np.zeros((1, z.shape[1])), np.cumsum(shares, axis=0)])
        places = np.diff(self._quantifier(np.minimum(reached, 1.0)), axis=0)
        total: FloatArray = np.add.reduce(places * np.take_along_axis(z, order, axis=0), axis=0)
        return total

    def _quantifier(self, u: FloatArray) -> FloatArray:
        if not self.weights:
            return np.asarray(u**self.tilt)
        given = np.array([0.0, *self.weights]).cumsum()
        shares: FloatArray = np.interp(u, np.linspace(0.0, 1.0, len(given)), given / given[-1])
        return shares


@dataclass(frozen=True, slots=True)
class MazziottaPareto(_Proportional):
    """MPI: the mean M less (`penalty` = "minus") or plus the penalty M × cv² for uneven children.

    Over z-scores with mean 100 and sd 10, with the `sample` variance, it is the MPI; over "around_reference", with the
    variance of the `population`, the adjusted one (AMPI). So both are in Compind, there rounded to 3 decimals.
    """

    penalty: str = "minus"
    variance: str = "sample"

    def __post_init__(self) -> None:
        if self.penalty not in {"minus", "plus"}:
            raise ValueError('penalty must be "minus" or "plus"')
        if self.variance not in {"sample", "population"}:
            raise ValueError('variance must be "sample" or "population"')

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """M ∓ s²/M; NaN where the mean is 0."""
        mean = np.add.reduce(w * z, axis=0)
        lost = 1.0 - np.add.reduce(np.broadcast_to(w * w, z.shape), axis=0)
        spread = np.add.reduce(w * (z - mean) ** 2, axis=0)
        if self.variance == "sample":
            spread = spread / np.where(lost <= HALF, 1.0, lost)
        penalty = spread / np.where(mean == 0, np.nan, mean)
        return np.asarray(mean - penalty if self.penalty == "minus" else mean + penalty)


@dataclass(frozen=True, slots=True)
class Copeland(_Proportional):
    """Duels won less duels lost. A duel goes to the unit that is better in children of more weight, counting those
    children only that both units have; equal children split. Depends on no order of units.
    """

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """(n,) net wins, from −(n − 1) to n − 1."""
        weights = np.broadcast_to(w, z.shape)
        raw = np.max(weights, axis=1)
        won = np.zeros(z.shape[1])
        for unit in range(z.shape[1]):
            both = np.where((weights > 0) & (weights[:, unit : unit + 1] > 0), raw[:, None], 0.0)
            balance = np.add.reduce(both * np.sign(z[:, unit : unit + 1] - z), axis=0)
            won[unit] = np.sign(np.where(np.abs(balance) <= HALF, 0.0, balance)).sum()
        return won


@dataclass(frozen=True, slots=True)
class BenefitOfTheDoubt(_Proportional):
    """Each unit is judged by the weights that favour it most, and no unit may exceed 1 under them. Given weights are
    not used; `least` and `most` bound each child's share of the score.
    """

    least: float = 0.0
    most: float = 1.0

    def combine(self, z: FloatArray, w: FloatArray) -> FloatArray:
        """(n,) scores up to 1 from one linear programme a unit."""
        return benefit_of_the_doubt(np.where(np.broadcast_to(w, z.shape) > 0, z, 0.0), self.least, self.most)


AGGREGATIONS: dict[str, type[Aggregation]] = {
    "arithmetic": Arithmetic,
    "geometric": Geometric,
    "harmonic": Harmonic,
    "power": Power,
    "median": Median,
    "copeland": Copeland,
    "mpi": MazziottaPareto,
    "owa": OrderedWeights,
    "bod": BenefitOfTheDoubt,
}
