"""Periods in order, and the shorter periods that a longer one is made of."""

from datetime import date, timedelta
from enum import StrEnum

from leitai.ledger.domain.periods import Period


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
_COARSE_FIRST = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH)


def at(day: date, grain: Grain) -> Period:
    """The period of a grain that holds a day.

    >>> at(date(2019, 5, 3), Grain.QUARTER).text
    '2019Q2'
    """
    place = (day.month - 1) // _MONTHS[grain] + 1
    tail = {Grain.MONTH: f"-{place:02}", Grain.QUARTER: f"Q{place}", Grain.HALF: f"H{place}", Grain.YEAR: ""}
    return Period.parse(f"{day.year:04}{tail[grain]}")


def grain_of(period: Period) -> Grain | None:
    """The grain of a period, None of a span or a day.

    >>> grain_of(Period.parse("2019H1")).value
    'half'
    """
    return next((grain for grain in _COARSE_FIRST if at(period.first, grain).text == period.text), None)


def between(first: date, last: date, grain: Grain) -> tuple[Period, ...]:
    """The periods of a grain that lie wholly between two days, in order.

    >>> [period.text for period in between(date(2019, 1, 1), date(2019, 8, 31), Grain.QUARTER)]
    ['2019Q1', '2019Q2']
    """
    found, period = [], at(first, grain)
    while period.last <= last:
        if period.first >= first:
            found.append(period)
        period = at(period.last + timedelta(days=1), grain)
    return tuple(found)


def before(period: Period) -> Period:
    """The period before one: the month before a month; of a span the stretch of as many months that ends before it.

    >>> before(Period.parse("2019Q1")).text, before(Period.parse("2019-01")).text
    ('2018Q4', '2018-12')
    """
    grain = grain_of(period)
    if grain:
        return at(period.first - timedelta(days=1), grain)
    return period.year_before


def tilings(period: Period) -> tuple[tuple[Period, ...], ...]:
    """Every way to lay a period out in whole periods of one grain, itself first, then from coarse to fine.

    >>> [[part.text for part in tiling] for tiling in tilings(Period.parse("2019Q1"))]
    [['2019Q1'], ['2019-01', '2019-02', '2019-03']]
    """
    laid = (between(period.first, period.last, grain) for grain in _COARSE_FIRST)
    whole = [parts for parts in laid if parts and (parts[0].first, parts[-1].last) == (period.first, period.last)]
    return ((period,), *(parts for parts in whole if parts != (period,)))
