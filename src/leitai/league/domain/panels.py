"""The data that a scheme is computed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.faults import Fault, PanelError


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """`values` is (units, indicators) float64, NaN = missing; each grouping names a group for each unit.

    `earlier` holds panels of earlier periods, newest first, for imputing a unit's own history.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    values: FloatArray
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    earlier: tuple["Panel", ...] = ()

    def __post_init__(self) -> None:
        faults = tuple(self._faults())
        if faults:
            raise PanelError(faults)

    def column(self, code: str) -> FloatArray:
        """(n,) values of an indicator."""
        found: FloatArray = self.values[:, self.indicators.index(code)]
        return found

    def replace_values(self, values: FloatArray) -> "Panel":
        """The same units and indicators with other values."""
        return Panel(self.units, self.indicators, values, self.groups, self.earlier)

    def digest(self) -> str:
        """SHA-256 of the panel, whatever the order of its units, indicators and groups."""
        rows, columns = ordering(self.units), ordering(self.indicators)
        parts = [",".join(sorted(self.units)), ",".join(sorted(self.indicators))]
        parts += [f"{name}={[labels[row] for row in rows]}" for name, labels in sorted(self.groups.items())]
        digest = sha256("\n".join(parts).encode())
        digest.update(canonical_floats(self.values[np.ix_(rows, columns)]))
        for panel in self.earlier:
            digest.update(panel.digest().encode())
        return digest.hexdigest()

    def _faults(self) -> list[Fault]:
        faults = []
        for name, codes in (("units", self.units), ("indicators", self.indicators)):
            twice = sorted({code for code in codes if codes.count(code) > 1}) if len(set(codes)) < len(codes) else []
            if twice:
                faults.append(Fault(name, f"{', '.join(twice)} more than once", "give each code once"))
        expected = (len(self.units), len(self.indicators))
        if self.values.shape != expected:
            faults.append(Fault("values", f"have shape {self.values.shape}", f"give {expected}"))
        elif np.isinf(self.values).any():
            faults.append(Fault("values", "hold an infinite number", "give NaN where a figure is missing"))
        faults += [
            Fault(f"groups.{name}", f"has {len(labels)} labels", f"give one for each of {len(self.units)} units")
            for name, labels in self.groups.items()
            if len(labels) != len(self.units)
        ]
        return faults


def ordering(codes: tuple[str, ...]) -> IntArray:
    """Places that put the codes in order."""
    return np.array(sorted(range(len(codes)), key=codes.__getitem__), dtype=np.int64)


def canonical_floats(values: FloatArray) -> bytes:
    """Little-endian float64 in row order, with one NaN and one zero."""
    plain = np.where(np.isnan(values), np.nan, values + 0.0)
    return np.ascontiguousarray(plain, dtype="<f8").tobytes()
