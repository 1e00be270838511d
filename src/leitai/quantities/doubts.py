"""Doubts: what a text prints and what its own figures say otherwise. A flag, never a correction."""

from collections.abc import Sequence
from decimal import Decimal

from leitai.quantities.figures import Basis, Doubt, Role
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

TOLERANCE = Decimal("0.6")


def doubt(readings: Sequence[Reading]) -> None:
    """Set the doubts of every reading that the readings before it let us check."""
    for place, reading in enumerate(readings):
        if reading.role is Role.GROWTH and reading.unit.base == "ratio":
            _check_rate(reading, readings[max(0, place - 3) : place])


def _check_rate(rate: Reading, before: Sequence[Reading]) -> None:
    """A printed rate against the two levels printed before it."""
    levels = [
        one
        for one in before
        if one.sentence is rate.sentence and one.role is Role.MEASURE and one.unit.kind is not Kind.PERCENT
    ]
    if len(levels) < 2 or rate.growth is None or rate.growth.basis is Basis.CAGR:
        return
    first, second = levels[-2], levels[-1]
    if first.unit.base != second.unit.base or not first.token.low or "level pair" not in second.rules:
        return
    computed = (second.unit.in_base(second.token.low) / first.unit.in_base(first.token.low) - 1) * 100
    printed = abs(rate.token.low) * (-1 if rate.growth.direction == "down" else 1)
    if abs(computed - printed) > TOLERANCE:
        rate.doubts.append(Doubt("rate", f"printed {printed}%, but the levels before it give {computed:.1f}%"))
