"""The day of the platform and its working calendar. The demonstration has a day of its own, so that 2019 is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

import holidays
from django.conf import settings
from django.utils import timezone

from leitai.intake.domain.working_days import WorkingCalendar

_set_back: ContextVar[date | None] = ContextVar("day", default=None)


def today() -> date:
    """The day it is; in the demonstration the day that it shows."""
    shown: date | None = _set_back.get() or settings.DEMO_DAY
    return shown or timezone.localdate()


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Do as if it were another day: for what the demonstration says happened before."""
    token = _set_back.set(day)
    try:
        yield
    finally:
        _set_back.reset(token)


@cache
def national_calendar(year: int) -> WorkingCalendar:
    """Public holidays of a year and the weekend days that are worked for them, as the State Council published them."""
    days = holidays.country_holidays("CN", years=year)
    made_up = frozenset(day for day in getattr(days, "weekend_workdays", ()) if day.year == year)
    return WorkingCalendar(frozenset(day for day in days if day.year == year), made_up)


@cache
def national_calendars(first: int, last: int) -> WorkingCalendar:
    """The national calendar of several years."""
    years = [national_calendar(year) for year in range(first, last + 1)]
    return WorkingCalendar(
        frozenset().union(*(year.off for year in years)), frozenset().union(*(year.made_up for year in years))
    )
