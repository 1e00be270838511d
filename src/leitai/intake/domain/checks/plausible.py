"""Plausibility of each figure: by itself, against the unit's own past, and against its peers. Pure.

Growth is compared in logarithms, so that doubling and halving weigh the same. The same period of other years is the
yardstick wherever it is known, so that a seasonal figure is no surprise. Thresholds are ours.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import exp, log

from leitai.intake.domain.checks.findings import Finding, Found, Severity
from leitai.intake.domain.checks.robust import distance
from leitai.intake.domain.checks.values import Measure, Quartiles, Sheet
from leitai.intake.domain.datasets import period_before
from leitai.ledger.domain.facts import plain
from leitai.ledger.domain.periods import Period

SCALE_FACTOR = 8
"""So many times more or less than the last figure looks like another unit of measure."""
FEW = 3
"""Fewer growth rates than this are no yardstick."""
FAR = 3.5
"""So many spreads from the median are far."""
LEAST_SPREAD = 0.08
PLAIN_GROWTH = log(1.6)
"""Without a yardstick, growth or fall by more than this is asked about."""
ENOUGH_PEERS = 8
PLACE_SPREAD = 0.3
FENCE = 3.0
COUNTED = frozenset("户家人个项件台支条起宗")
"""Units of what comes whole."""


def implausible(sheet: Sheet) -> Iterator[Found]:
    """Everything odd about the single figures of a form, and figures that stand twice."""
    for measure in sheet.measures:
        value = sheet.values.get(measure.code)
        if value is not None:
            yield from by_itself(measure, value)
            yield from against_the_past(measure, value, sheet)
            yield from against_peers(measure, value, sheet)
    yield from twins(sheet)


def by_itself(measure: Measure, value: Decimal) -> Iterator[Found]:
    """A figure that cannot be: below zero, or in parts of what comes whole."""
    numbers = {"value": plain(value), "unit": measure.unit}
    if value < 0 and not measure.code.endswith(("_yoy", "_contribution")):
        yield Found(Finding.NEGATIVE, Severity.ERROR, (measure.code,), numbers)
    if measure.unit in COUNTED and value != value.to_integral_value():
        yield Found(Finding.NOT_WHOLE, Severity.ERROR, (measure.code,), numbers)
    if measure.code.endswith("_rate") and measure.unit == "%" and value > 100:
        yield Found(Finding.OVER_HUNDRED, Severity.WARNING, (measure.code,), numbers)


def against_the_past(measure: Measure, value: Decimal, sheet: Sheet) -> Iterator[Found]:
    """A figure in another unit of measure, one that jumps, one copied from the period before."""
    reference = _reference(measure.code, sheet)
    if reference is None or value <= 0:
        return
    period, before = reference
    numbers = {"value": plain(value), "unit": measure.unit, "before": plain(before), "period": period.text}
    if before > 0 and not 1 / SCALE_FACTOR < value / before < SCALE_FACTOR and len(_digits(value)) > 1:
        times = value / before if value > before else before / value
        direction = "more" if value > before else "less"
        numbers |= {"times": _round(times), "way": direction}
        yield Found(Finding.SCALE, Severity.WARNING, (measure.code,), numbers)
    elif before > 0:
        yield from _jump(measure, value, sheet, numbers)
    last = sheet.value(measure.code, period_before(sheet.periodicity, sheet.period))
    if last == value and len(_digits(value)) >= 3:
        same = {"value": plain(value), "unit": measure.unit}
        yield Found(Finding.UNCHANGED, Severity.QUESTION, (measure.code,), same)


def _jump(measure: Measure, value: Decimal, sheet: Sheet, numbers: dict[str, str]) -> Iterator[Found]:
    before = sheet.value(measure.code, sheet.period.year_before)
    if before is None or before <= 0 or (measure.decimals == 0 and max(value, before) < 10):
        return
    growth, past = log(value / before), growths(measure.code, sheet)
    numbers = numbers | {"before": plain(before), "period": sheet.period.year_before.text, "percent": _percent(growth)}
    if len(past) >= FEW:
        if abs(distance(growth, past, LEAST_SPREAD)) > FAR:
            usual = sorted(past)[len(past) // 2]
            numbers = numbers | {"usual": _percent(usual), "count": str(len(past))}
            yield Found(Finding.SEASON, Severity.QUESTION, (measure.code,), numbers)
    elif abs(growth) > PLAIN_GROWTH:
        yield Found(Finding.JUMP, Severity.QUESTION, (measure.code,), numbers)


def growths(code: str, sheet: Sheet) -> list[float]:
    """Year-on-year growth of the past, in logarithms, for every period with a year before it."""
    history = sheet.history.get(code, {})
    pairs = [(value, history.get(Period.parse(text).year_before.text)) for text, value in history.items()]
    return [log(value / before) for value, before in pairs if before is not None and before > 0 and value > 0]


def against_peers(measure: Measure, value: Decimal, sheet: Sheet) -> Iterator[Found]:
    """A unit that suddenly stands elsewhere among its peers; without a past, one far outside their range."""
    by_period = sheet.peers.get(measure.code, {})
    now = by_period.get(sheet.period.text)
    if now is None or now.count < ENOUGH_PEERS or value <= 0 or now.low <= 0:
        return
    numbers = {
        "value": plain(value), "unit": measure.unit, "median": _short(now.median), "low": _short(now.low),
        "high": _short(now.high), "count": str(now.count),
    }  # fmt: skip
    past = places(measure.code, sheet)
    if len(past) >= FEW:
        if abs(distance(log(value / now.median), past, PLACE_SPREAD)) > FAR:
            usual = sorted(past)[len(past) // 2]
            times = {"times": _round(value / now.median), "usual": _round(Decimal(exp(usual)))}
            yield Found(Finding.PEERS, Severity.QUESTION, (measure.code,), numbers | times)
    elif not past and _outside(value, now):
        yield Found(Finding.PEERS, Severity.QUESTION, (measure.code,), numbers | {"times": _round(value / now.median)})


def places(code: str, sheet: Sheet) -> list[float]:
    """How many times the median of its peers the unit had in the past, in logarithms."""
    by_period = sheet.peers.get(code, {})
    pairs = [(value, by_period.get(text)) for text, value in sheet.history.get(code, {}).items()]
    return [
        log(value / peers.median)
        for value, peers in pairs
        if value > 0 and peers and peers.count >= ENOUGH_PEERS and peers.median > 0
    ]


def _outside(value: Decimal, peers: Quartiles) -> bool:
    low, high, here = log(peers.low), log(peers.high), log(value)
    reach = FENCE * max(high - low, LEAST_SPREAD)
    return not low - reach <= here <= high + reach


def twins(sheet: Sheet) -> Iterator[Found]:
    """Two indicators with one figure of three digits or more: typed into the wrong line, perhaps."""
    seen: dict[tuple[Decimal, str], Measure] = {}
    for measure in sheet.measures:
        value = sheet.values.get(measure.code)
        if value is None or len(_digits(value)) < 3:
            continue
        other = seen.setdefault((value, measure.unit), measure)
        if other is not measure:
            numbers = {"value": plain(value), "unit": measure.unit, "other": other.name}
            yield Found(Finding.TWINS, Severity.QUESTION, (measure.code, other.code), numbers)


def _reference(code: str, sheet: Sheet) -> tuple[Period, Decimal] | None:
    """The figure to compare with: of the same period a year before, else of the period before."""
    for period in (sheet.period.year_before, period_before(sheet.periodicity, sheet.period)):
        value = sheet.value(code, period)
        if value is not None:
            return period, value
    return None


def _digits(value: Decimal) -> str:
    return plain(abs(value)).replace(".", "").strip("0")


def _percent(growth: float) -> str:
    return f"{100 * (exp(growth) - 1):+.1f} %"


def _round(times: Decimal) -> str:
    return plain(round(times, 1 if times < 10 else 0))


def _short(value: Decimal) -> str:
    return plain(round(value, 2))
