"""Doubts: what a text prints and what its own figures say otherwise. A flag, never a correction."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from leitai.quantities.figures import Basis, Doubt, Role, Status
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

TOLERANCE = Decimal("0.06")  # of a percentage point, beside half a unit of the last printed place
HUNDRED = Decimal(100)


def doubt(readings: Sequence[Reading]) -> None:
    """Set the doubts of every reading that other figures of the text let us check."""
    for place, reading in enumerate(readings):
        _rate_of_levels(reading, readings[max(0, place - 3) : place])
        _pair_in_brackets(reading, readings[place + 1 : place + 3])
        _impossible_share(reading)
    _missing_scale([one for one in readings if one.unit.base == "m2"])
    _contradictions(readings)


def _off(printed: Reading, computed: Decimal) -> bool:
    """Whether a printed percentage differs from a computed one by more than its rounding."""
    exponent = printed.token.low.as_tuple().exponent
    half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return abs(abs(computed) - abs(printed.token.low)) > half + TOLERANCE


def _rate_of_levels(rate: Reading, before: Sequence[Reading]) -> None:
    """由40项减至10项,压减75%: a printed rate against its two printed levels."""
    if (
        rate.role is not Role.GROWTH
        or rate.unit.base != "ratio"
        or rate.growth is None
        or rate.growth.basis is Basis.CAGR
    ):
        return
    second = next((one for one in reversed(before) if one.link == "to" and one.sentence is rate.sentence), None)
    first = second.prior if second is not None else None
    if (
        first is None
        or second is None
        or rate.indicator != second.indicator
        or not first.token.low
        or first.unit.base != second.unit.base
    ):
        return
    computed = (second.unit.in_base(second.token.low) / first.unit.in_base(first.token.low) - 1) * HUNDRED
    if _off(rate, computed):
        rate.doubts.append(_differs(rate, computed, "the two levels before it"))


def _pair_in_brackets(rate: Reading, after: Sequence[Reading]) -> None:
    """96.5%(193/200): a printed share against the two counts behind it."""
    if rate.unit.base != "ratio" or len(after) < 2 or {one.token.form for one in after} != {"pair"}:
        return
    computed = after[0].token.low / after[1].token.low * HUNDRED if after[1].token.low else Decimal(0)
    if after[0].start - rate.end <= 2 and _off(rate, computed):
        rate.doubts.append(_differs(rate, computed, "the counts behind it"))


def _differs(rate: Reading, computed: Decimal, of: str) -> Doubt:
    return Doubt("rate", f"{rate.token.low}% is printed, but {of} give {computed:.2f}%")


_SHARES = ("签约率", "腾空率", "开工率", "办结率", "满意率", "覆盖率", "达标率", "好评率", "占")


def _impossible_share(reading: Reading) -> None:
    if reading.unit.base != "ratio" or reading.role is not Role.MEASURE or reading.unit.name != "%":
        return
    named = (reading.indicator or "").endswith(_SHARES) or (reading.indicator or "").startswith("占")
    if named and reading.token.low > HUNDRED:
        reading.doubts.append(Doubt("share", f"{reading.token.low}% is more than the whole"))


FEW = Decimal(20000)


def _missing_scale(areas: Sequence[Reading]) -> None:
    """736.25平方米 beside areas in 万平方米: hundredths of a square metre are not measured on building sites."""
    scaled = [one for one in areas if "万" in one.token.numeral and one.unit.name == "平方米"]
    for one in areas:
        exponent = one.token.low.as_tuple().exponent
        fine = isinstance(exponent, int) and exponent < 0 and one.token.low < FEW
        if one.unit.name in {"平方米", "㎡"} and fine and "万" not in one.token.numeral:
            beside = " as beside it" if scaled else ""
            one.doubts.append(
                Doubt("scale", f"{one.token.low}平方米 is printed to a fraction: perhaps 万平方米 is meant{beside}")
            )


NAMED = 3  # a phrase of fewer signs (签约, 项目) is too common to say that two figures are about one thing


def _contradictions(readings: Iterable[Reading]) -> None:
    """Two values for one indicator, actor and period."""
    seen: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        ledger = reading.role in {Role.MEASURE, Role.GROWTH} and reading.status is Status.ACTUAL
        if not ledger or reading.period is None or reading.token.high is not None or reading.unit.kind is Kind.DURATION:
            continue
        key = (reading.role, reading.indicator, reading.actor, reading.period, reading.unit.base)
        first = seen.setdefault(key, reading)
        differs = first.token.low != reading.token.low and first.sentence.paragraph != reading.sentence.paragraph
        if differs and not reading.link and len(reading.indicator or "") >= NAMED:
            reading.doubts.append(Doubt("contradiction", f"the text also says {first.token.low}{first.unit.name}"))
