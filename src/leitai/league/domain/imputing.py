"""Filling in what is missing, before treatment. NaN = missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray

Middle: TypeAlias = Callable[[FloatArray], float]


class Imputation(Protocol):
    """A frozen rule; `group` names a grouping of the panel, "" = all units together."""

    @property
    def group(self) -> str:
        """The grouping it looks at."""

    def fill(self, row: FloatArray, labels: IntArray, earlier: FloatArray) -> FloatArray:
        """One indicator (n,), labels (n,) of the groups, and its earlier periods (t, n), newest first."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the units of the same `group`; of all units where the group has no value."""

    group: str = ""

    def fill(self, row: FloatArray, labels: IntArray, earlier: FloatArray) -> FloatArray:  # noqa: ARG002 - one protocol
        """Group means."""
        return _fill(row, labels, lambda values: float(values.mean()))


@dataclass(frozen=True, slots=True)
class Median:
    """The median of the units of the same `group`, likewise."""

    group: str = ""

    def fill(self, row: FloatArray, labels: IntArray, earlier: FloatArray) -> FloatArray:  # noqa: ARG002 - one protocol
        """Group medians."""
        return _fill(row, labels, lambda values: float(np.median(values)))


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of the units of the same `group`, likewise: several of them, as alternatives of a simulation, carry
    what is not known about a missing figure into the intervals of the ranks.
    """

    share: float = 0.5
    group: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError("share must lie between 0 and 1")

    def fill(self, row: FloatArray, labels: IntArray, earlier: FloatArray) -> FloatArray:  # noqa: ARG002 - one protocol
        """Group quantiles, linear between figures."""
        return _fill(row, labels, lambda values: float(np.quantile(values, self.share)))


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """The unit's own newest earlier figure, moved by the change of the median of its `group` since (`moved`), and kept
    as it was otherwise; a unit without history stays missing.
    """

    group: str = ""
    moved: bool = False

    def fill(self, row: FloatArray, labels: IntArray, earlier: FloatArray) -> FloatArray:
        """Newest first."""
        out = row.copy()
        for past in earlier:
            gaps = np.isnan(out) & ~np.isnan(past)
            for label in np.unique(labels[gaps]):
                own = gaps & (labels == label)
                out[own] = past[own] * (_change(row, past, labels == label) if self.moved else 1.0)
        return out


IMPUTATIONS: dict[str, type[Imputation]] = {
    "mean": Mean,
    "median": Median,
    "quantile": Quantile,
    "own_history": OwnHistory,
}


def _change(row: FloatArray, past: FloatArray, own: BoolArray) -> float:
    both = own & ~np.isnan(row) & ~np.isnan(past) & (past != 0)
    return float(np.median(row[both] / past[both])) if both.any() else 1.0


def _fill(row: FloatArray, labels: IntArray, middle: Middle) -> FloatArray:
    out, missing = row.copy(), np.isnan(row)
    if missing.all():
        return out
    everywhere = middle(row[~missing])
    for label in np.unique(labels[missing]):
        own = row[(labels == label) & ~missing]
        out[missing & (labels == label)] = middle(own) if len(own) else everywhere
    return out
