"""Figures by indicator × period × division as arrays: what roll-ups reckon with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Counts = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cube:
    """Arrays of one shape (indicators, periods, units). `values` is NaN where there is no figure.

    `facts` holds the number of the fact where a value is exactly one fact, else 0. `generated`: a generated figure went
    into it. `have` of `of` parts stood behind it: units where it was rolled up over divisions, else shorter periods.
    """

    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    units: tuple[str, ...]
    values: Floats
    facts: Numbers
    generated: Flags
    have: Counts
    of: Counts

    @property
    def present(self) -> Flags:
        """Where there is a value."""
        return ~np.isnan(self.values)

    def of_indicators(self, codes: Sequence[str]) -> "Cube":
        """The same, of these indicators only."""
        if tuple(codes) == self.indicators:
            return self
        place = {code: at for at, code in enumerate(self.indicators)}
        return self._taken(np.array([place[code] for code in codes], dtype=np.intp), 0, indicators=tuple(codes))

    def of_periods(self, texts: Sequence[str]) -> "Cube":
        """The same, of these periods only."""
        if tuple(texts) == self.periods:
            return self
        place = {text: at for at, text in enumerate(self.periods)}
        return self._taken(np.array([place[text] for text in texts], dtype=np.intp), 1, periods=tuple(texts))

    def of_units(self, codes: Sequence[str]) -> "Cube":
        """The same, of these units; one that is not in it has no figures."""
        if tuple(codes) == self.units:
            return self
        place = {code: at for at, code in enumerate(self.units)}
        known = [code for code in codes if code in place]
        taken = self._taken(np.array([place[code] for code in known], dtype=np.intp), 2, units=tuple(known))
        if len(known) == len(codes):
            return taken
        wide = empty(self.indicators, self.periods, tuple(codes))
        spots = np.array([at for at, code in enumerate(codes) if code in place], dtype=np.intp)
        for name in ("values", "facts", "generated", "have", "of"):
            getattr(wide, name)[:, :, spots] = getattr(taken, name)
        return wide

    def _taken(self, places: NDArray[np.intp], axis: int, **names: tuple[str, ...]) -> "Cube":
        arrays = {name: np.take(getattr(self, name), places, axis) for name in _ARRAYS}
        named = replace(self, **names)  # type: ignore[arg-type]  # each name goes to its field
        return replace(named, **arrays)  # type: ignore[arg-type]  # and each array


_ARRAYS = ("values", "facts", "generated", "have", "of")


def empty(indicators: tuple[str, ...], periods: tuple[str, ...], units: tuple[str, ...]) -> Cube:
    """A cube without any figure."""
    shape = (len(indicators), len(periods), len(units))
    whole, few = np.zeros(shape, np.int64), np.zeros(shape, np.int32)
    return Cube(indicators, periods, units, np.full(shape, np.nan), whole, np.zeros(shape, bool), few, few.copy())


def filled(first: Cube, then: Cube) -> Cube:
    """The first cube, and where it has nothing what the second has; both of one shape."""
    arrays: Mapping[str, NDArray[np.generic]] = {
        name: np.where(first.present, getattr(first, name), getattr(then, name)) for name in _ARRAYS
    }
    return replace(first, **arrays)  # type: ignore[arg-type]  # each array goes to its field
