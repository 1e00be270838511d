"""Values of figures from one unit of measure into another, exact as long as they are what the text says."""

from dataclasses import dataclass
from decimal import Decimal

from leitai.ledger.domain.units import UnitError, convert, rewrite


@dataclass(frozen=True, slots=True)
class Said:
    """An amount that a text states, in the base unit of its measure; without a value where it is not known."""

    value: Decimal | None
    base: str

    def reads(self, value: Decimal, unit: str) -> bool:
        """Whether a value in a unit is this amount."""
        try:
            return self.value is not None and convert(self.value, self.base, unit) == value
        except UnitError:
            return False


def in_unit(value: Decimal, given: str, wanted: str, said: Said) -> Decimal:
    """A value in the unit `given` written in the unit `wanted`. Raises UnitError where they measure different things.

    >>> in_unit(Decimal(320000000), "元", "亿元", Said(None, ""))
    Decimal('3.2')
    """
    if given != wanted and said.value is not None and said.reads(value, given):
        return convert(said.value, said.base, wanted)
    return rewrite(value, given, wanted)
