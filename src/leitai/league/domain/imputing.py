"""Filling in what is missing, before treatment. Arrays are (k, n), NaN = missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray

Middle: TypeAlias = Callable[[FloatArray], float]


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the units of the same `group` (of all units where none is named, or where the group has no value)."""

    group: str = ""

    def fill(self, row: FloatArray, labels: IntArray) -> FloatArray:
        """One indicator (n,), labels (n,) of the groups."""
        return _fill(row, labels, lambda values: float(values.mean()))


@dataclass(frozen=True, slots=True)
class Median:
    """The median of the units of the same `group`, likewise."""

    group: str = ""

    def fill(self, row: FloatArray, labels: IntArray) -> FloatArray:
        """One indicator (n,), labels (n,) of the groups."""
        return _fill(row, labels, lambda values: float(np.median(values)))


Imputation: TypeAlias = Mean | Median

IMPUTATIONS: dict[str, type[Imputation]] = {"mean": Mean, "median": Median}


def _fill(row: FloatArray, labels: IntArray, middle: Middle) -> FloatArray:
    out, missing = row.copy(), np.isnan(row)
    if missing.all():
        return out
    everywhere = middle(row[~missing])
    for label in np.unique(labels[missing]):
        own = row[(labels == label) & ~missing]
        out[missing & (labels == label)] = middle(own) if len(own) else everywhere
    return out
