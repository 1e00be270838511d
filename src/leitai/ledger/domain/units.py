"""Units of measure of the ledger: what one of them is in base units, and conversion between them.

Base units: CNY, m2, m, kg, kWh, ratio (12.4 % is 0.124), pp (percentage points), d, mo, a, rank, and count:<classifier>
for things counted. Source of 亩: 1 mu = 2000/3 m².
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

_MU = Fraction(2000, 3)


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` base units make one of this unit."""

    base: str
    factor: Fraction


class UnitError(ValueError):
    """A value in one unit cannot be written in another; says which."""

    def __init__(self, given: str, wanted: str) -> None:
        super().__init__(f"a value in {given} cannot be written in {wanted}: choose an indicator of the same measure")


_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_NAMED = {
    "元": ("CNY", Fraction(1)),
    "平方米": ("m2", Fraction(1)),
    "㎡": ("m2", Fraction(1)),
    "平方公里": ("m2", Fraction(10**6)),
    "公顷": ("m2", Fraction(10**4)),
    "亩": ("m2", _MU),
    "米": ("m", Fraction(1)),
    "公里": ("m", Fraction(1000)),
    "千克": ("kg", Fraction(1)),
    "公斤": ("kg", Fraction(1)),
    "吨": ("kg", Fraction(1000)),
    "千瓦时": ("kWh", Fraction(1)),
    "度": ("kWh", Fraction(1)),
    "%": ("ratio", Fraction(1, 100)),
    "‰": ("ratio", Fraction(1, 1000)),
    "个百分点": ("pp", Fraction(1)),
    "百分点": ("pp", Fraction(1)),
    "天": ("d", Fraction(1)),
    "日": ("d", Fraction(1)),
    "个工作日": ("d", Fraction(1)),
    "工作日": ("d", Fraction(1)),
    "个月": ("mo", Fraction(1)),
    "年": ("a", Fraction(1)),
    "位": ("rank", Fraction(1)),
    "名次": ("rank", Fraction(1)),
}


def unit(text: str) -> Unit:
    """The unit that a text names; what is not known is a classifier of things counted.

    >>> unit("亿元").base, unit("户").base, unit("万元/亩").base
    ('CNY', 'count:户', 'CNY/亩')
    """
    above, stroke, below = text.partition("/")
    for scale in sorted(_SCALES, key=len, reverse=True):
        rest = above[len(scale) :]
        if above.startswith(scale) and rest in _NAMED:
            base, factor = _NAMED[rest]
            return Unit(f"{base}{stroke}{below}", factor * _SCALES[scale])
    for scale in ("万", "亿", "千", "百"):
        if text.startswith(scale) and len(text) > len(scale):
            return Unit(f"count:{text[len(scale) :]}", Fraction(_SCALES[scale]))
    return Unit(f"count:{text}", Fraction(1))


def convert(value: Decimal, base: str | None, wanted: str) -> Decimal:
    """A value in base units written in the unit `wanted`. Raises UnitError.

    Things counted convert among all classifiers (300余件 are 300 for an indicator in 项).

    >>> convert(Decimal(619000000), "CNY", "亿元")
    Decimal('6.19')
    """
    return _written(Fraction(value), base or "", wanted, given=base or "?")


def rewrite(value: Decimal, given: str, wanted: str) -> Decimal:
    """A value in the unit `given` written in the unit `wanted`. Raises UnitError.

    >>> rewrite(Decimal(32000), "万元", "亿元")
    Decimal('3.2')
    """
    if given == wanted:
        return value
    source = unit(given)
    return _written(Fraction(value) * source.factor, source.base, wanted, given=given or "?")


def _written(exact: Fraction, base: str, wanted: str, *, given: str) -> Decimal:
    target = unit(wanted)
    if not _alike(base, target.base):
        raise UnitError(given, wanted)
    exact /= target.factor
    with localcontext() as context:
        context.prec = 28
        result = Decimal(exact.numerator) / Decimal(exact.denominator)
    return round(result, 8).normalize() if result != result.to_integral_value() else Decimal(int(result))


def _alike(given: str, wanted: str) -> bool:
    if given == wanted:
        return True
    counted = given.startswith("count:") and wanted.startswith("count:")
    ranks = {given.partition(":")[0], wanted} == {"count", "rank"} or (given == "rank" and wanted.startswith("count:"))
    return counted or ranks
