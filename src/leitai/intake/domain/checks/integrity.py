"""Patterns that deserve a question to a person, and never more: made-up numbers leave traces, and so do honest habits.

Each check looks at many figures of one unit, or of one indicator, and gives at most one question with the numbers it
rests on. Thresholds keep false questions rare (below one in a thousand where figures are honest and independent).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import comb, exp, log

from leitai.intake.domain.checks.robust import distance
from leitai.ledger.domain.facts import plain

LAST_DAYS = 1
LARGE_CHANGE = 0.2
ENOUGH_DIGITS = 40
RARE = 0.001
ENOUGH_NEAR = 8
SUDDEN = 5.0
LEAST_SPREAD = 0.1
ENOUGH_QUARTERS = 6


class Pattern(StrEnum):
    """The kinds of pattern."""

    LAST_MINUTE = "last_minute"
    END_DIGITS = "end_digits"
    THRESHOLD = "threshold"
    SUDDEN = "sudden"


@dataclass(frozen=True, slots=True)
class Pondered:
    """A pattern that was seen: where, and the numbers that fill its words."""

    pattern: Pattern
    division: str = ""
    indicator: str = ""
    period: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)


Change = tuple[datetime, Decimal | None]
"""When a cell was changed, and to what."""
Moment = tuple[datetime, date]
"""When a form was handed in, and the day that was on the platform."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure handed in, and handed in again with another value: on which day, from what to what."""

    division: str
    indicator: str
    period: str
    due: date
    day: date
    before: Decimal
    after: Decimal


def handed_in_again(changes: Sequence[Change], moments: Sequence[Moment]) -> Iterator[tuple[date, Decimal, Decimal]]:
    """The figures of one cell that differ between one handing in and the next: day, before, after.

    >>> noon, day = datetime(2019, 7, 9, 12), date(2019, 7, 9)
    >>> typed = [(noon.replace(hour=hour), Decimal(value)) for hour, value in ((9, 1), (10, 12), (13, 14))]
    >>> list(handed_in_again(typed, [(noon, day), (noon.replace(hour=15), day)]))
    [(datetime.date(2019, 7, 9), Decimal('12'), Decimal('14'))]
    """
    stood = [(day, next((value for at, value in reversed(changes) if at <= moment), None)) for moment, day in moments]
    for (_day, before), (day, after) in pairwise(stood):
        if before is not None and after is not None and before != after:
            yield day, before, after


def last_minute(revisions: Sequence[Revision]) -> list[Pondered]:
    """Figures handed in anew on the due day or the day before, a fifth or more away; the last such change of each."""
    found: dict[tuple[str, str, str], Pondered] = {}
    for one in revisions:
        near = 0 <= (one.due - one.day).days <= LAST_DAYS
        if near and one.before and abs(one.after - one.before) >= abs(one.before) * Decimal(LARGE_CHANGE):
            numbers = {"before": plain(one.before), "after": plain(one.after), "day": one.day.isoformat()}
            key = (one.division, one.indicator, one.period)
            found[key] = Pondered(Pattern.LAST_MINUTE, one.division, one.indicator, one.period, numbers)
    return list(found.values())


def end_digits(division: str, values: Sequence[Decimal]) -> Pondered | None:
    """A unit whose figures end in some digit far more often than one in nine.

    The last digit that is not 0 is taken, as zeros at the end are not written. The tail is binomial, for nine digits.
    """
    digits = Counter(digit for value in values if (digit := _last_digit(value)))
    total = sum(digits.values())
    if total < ENOUGH_DIGITS:
        return None
    digit, count = digits.most_common(1)[0]
    chance = min(1.0, 9 * tail(total, count, 1 / 9))
    if chance >= RARE:
        return None
    numbers = {"digit": digit, "count": str(count), "total": str(total), "expected": str(round(total / 9))}
    return Pondered(Pattern.END_DIGITS, division, numbers=numbers)


def _last_digit(value: Decimal) -> str:
    """The last digit that is not 0 of a figure of three digits or more; shorter ones say little."""
    digits = plain(abs(value)).replace(".", "").strip("0")
    return digits[-1] if len(digits) >= 3 else ""


def tail(total: int, least: int, share: float) -> float:
    """The chance of `least` or more hits in `total` tries.

    >>> tail(2, 2, 0.5)
    0.25
    """
    return sum(comb(total, hits) * share**hits * (1 - share) ** (total - hits) for hits in range(least, total + 1))


def over_threshold(
    indicator: str, period: str, values: Sequence[Decimal], threshold: Decimal, width: Decimal
) -> Pondered | None:
    """An indicator whose units crowd just at or over a threshold, and shun what lies just below it."""
    over = sum(threshold <= value < threshold + width for value in values)
    below = sum(threshold - width <= value < threshold for value in values)
    if over + below < ENOUGH_NEAR or tail(over + below, over, 0.5) >= RARE:
        return None
    numbers = {"threshold": plain(threshold), "width": plain(width), "over": str(over), "below": str(below)}
    return Pondered(Pattern.THRESHOLD, indicator=indicator, period=period, numbers=numbers)


def sudden(division: str, indicator: str, growths: Mapping[str, float]) -> Pondered | None:
    """A unit whose newest growth (in logarithms, by period) against the same period of the year before is far off."""
    if len(growths) < ENOUGH_QUARTERS:
        return None
    newest = max(growths)
    others = [growth for period, growth in growths.items() if period != newest]
    if abs(distance(growths[newest], others, LEAST_SPREAD)) <= SUDDEN:
        return None
    usual = sorted(others)[len(others) // 2]
    numbers = {"growth": _percent(growths[newest]), "usual": _percent(usual), "count": str(len(others))}
    return Pondered(Pattern.SUDDEN, division, indicator, newest, numbers)


def growth(value: Decimal, before: Decimal) -> float:
    """Growth in logarithms; both above 0."""
    return log(value / before)


def _percent(rate: float) -> str:
    return f"{100 * (exp(rate) - 1):+.0f} %"
