"""Units of measure and classifiers: what a printed unit is in base units."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache

from leitai.quantities.lexicon import one_of, table


class Kind(StrEnum):
    """What sort of thing a figure is."""

    MONEY = "money"
    COUNT = "count"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    MASS = "mass"
    ENERGY = "energy"
    POWER = "power"
    DURATION = "duration"
    PERCENT = "percent"
    RANK = "rank"
    LEVEL = "level"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: `name` plain (without 万 and 亿), and `top / bottom` base units in one of it."""

    name: str
    kind: Kind
    base: str
    top: int = 1
    bottom: int = 1

    def in_base(self, value: Decimal) -> Decimal:
        """A value in this unit written in base units, to 28 digits."""
        return value if self.top == self.bottom else value * self.top / self.bottom


RANK = Unit("", Kind.RANK, "rank")
RATIO = Unit("", Kind.PERCENT, "ratio")
PERCENT = Unit("%", Kind.PERCENT, "ratio", 1, 100)


@cache
def unit(name: str) -> Unit:
    """The unit of that name; a name not known is a classifier.

    >>> unit("亩").base, unit("户").base, unit("元/平方米").base
    ('m2', 'count:户', 'CNY/m2')
    """
    above, stroke, below = name.partition("/")
    row = table("units")["unit"].get(above)
    if row is None:
        return Unit(name, Kind.COUNT, f"count:{name}")
    kind, base, factor = row
    share = Fraction(factor)
    if stroke:
        base = f"{base}/{_below(below)}"
    return Unit(name, Kind(kind), base, share.numerator, share.denominator)


def _below(name: str) -> str:
    row = table("units")["unit"].get(name)
    return row[1] if row and row[2] == "1" else name


_SCALES = ("百万", "千万", "万亿", "百", "千", "万", "亿", "")
_RANK_NAMES = frozenset({"位", "名次"})


@cache
def measure_of(name: str) -> str:
    """What a unit measures, whatever its scale: "CNY" of 亿元, "count" of 万人 and 户, "rank" of 位.

    >>> measure_of("亿元"), measure_of("家次"), measure_of("位"), measure_of("%")
    ('CNY', 'count', 'rank', 'ratio')
    """
    if name in _RANK_NAMES:
        return "rank"
    named = table("units")["unit"]
    above = name.partition("/")[0]
    rest = next(
        (above[len(scale) :] for scale in _SCALES if above.startswith(scale) and above[len(scale) :] in named), ""
    )
    return str(named[rest][1]) if rest else "count"


def counted(noun: str) -> Unit | None:
    """The unit of things counted without a classifier, from the noun that follows the number."""
    nouns = table("units")["nouns"]
    for length in (4, 3, 2):
        if noun[:length] in nouns:
            return unit(nouns[noun[:length]])
    return None


def unit_pattern() -> str:
    """A pattern for any printed unit or classifier."""
    tables = table("units")
    measures = [name for name in tables["unit"] if name]
    over = one_of(tables["over"]["names"])
    units = one_of([*measures, *tables["half"], *tables["classifiers"]["names"]])
    return rf"(?:个(?=点[位多面])|{_no_noun()}{units}(?:/{over})?)"


def _no_noun() -> str:
    """Against a classifier that is the first sign of the noun counted: 1900多村民, 300家庭."""
    tables = table("units")
    signs = set(tables["classifiers"]["names"]) - {"人"}
    return f"(?!{one_of([noun for noun in tables['nouns'] if noun[0] in signs])})"


def classifier_pattern() -> str:
    """A pattern for any classifier."""
    return one_of(table("units")["classifiers"]["names"])
