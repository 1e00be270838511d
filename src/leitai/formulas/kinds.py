"""What a value is: its kind, and for numbers the unit of measure where it is known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

Value = Decimal | bool | str | date | None
"""A value of the language; None is missing."""


class Kind(Enum):
    """The four kinds, each with its words for messages."""

    NUMBER = ("a number", "数")
    BOOLEAN = ("true or false", "真假")
    TEXT = ("a text", "文本")
    DATE = ("a date", "日期")


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of unit names. No names at all: a plain ratio.

    >>> str(Unit.of("万元") / Unit.of("亩")), str(Unit.of("件/万人"))
    ('万元/亩', '件/万人')
    """

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, text: str) -> "Unit":
        """The unit of a text like `亿元` or `件/万人`."""
        over, *under = (part.strip() for part in text.split("/"))
        return cls._from(Counter([over]), Counter(under))

    @classmethod
    def _from(cls, over: Mapping[str, int], under: Mapping[str, int]) -> "Unit":
        powers = {name: over.get(name, 0) - under.get(name, 0) for name in (*over, *under)}
        return cls(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def __mul__(self, other: "Unit") -> "Unit":
        return self._from(dict(self.powers), {name: -power for name, power in other.powers})

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._from(dict(self.powers), dict(other.powers))

    def __str__(self) -> str:
        over = "·".join(_power(name, power) for name, power in self.powers if power > 0) or "1"
        under = "".join(f"/{_power(name, -power)}" for name, power in self.powers if power < 0)
        return over + under


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


@dataclass(frozen=True, slots=True)
class Typed:
    """A kind with a unit; unit None is a number whose unit is not known, which goes with every unit."""

    kind: Kind
    unit: Unit | None = None

    @classmethod
    def number(cls, unit: str | None = None) -> "Typed":
        """A number in the unit of this text, or in any unit."""
        return cls(Kind.NUMBER, Unit.of(unit) if unit else None)


NUMBER = Typed(Kind.NUMBER)
BOOLEAN = Typed(Kind.BOOLEAN)
TEXT = Typed(Kind.TEXT)
DATE = Typed(Kind.DATE)
