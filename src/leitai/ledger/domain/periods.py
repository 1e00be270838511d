"""Periods of figures: day, month, quarter, half-year, year, spans, as short ISO-like texts.

A stretch of days has one text, however it was written: 2019-01/2019-03 is 2019Q1, 2019Q1/2019Q2 is 2019H1. What has no
name of its own is a span of years (2018/2019), else of months (2019-01/2019-09), else of days.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FORM = re.compile(
    r"(?P<year>[12]\d{3})"
    r"(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?"
)


class PeriodError(ValueError):
    """A text that is no period; says the forms that are."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no period: write 2019, 2019H1, 2019Q1, 2019-03, 2019-03-31 or two of them as 2019-01/2019-09"
        )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, first and last included, with the one text that names it.

    >>> Period.parse("2019Q1").last, Period.parse("2019-01/2019-03").text
    (datetime.date(2019, 3, 31), '2019Q1')
    """

    first: date
    last: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that a text names, in its one form. Raises PeriodError."""
        return _parse(text)

    @classmethod
    def of(cls, first: date, last: date) -> "Period":
        """The period from a first to a last day.

        >>> Period.of(date(2019, 7, 1), date(2019, 12, 31)).text
        '2019H2'
        """
        return cls(first, last, _named(first, last))

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier.

        >>> Period.parse("2019Q1").year_before.text
        '2018Q1'
        """
        back = re.sub(r"[12]\d{3}(?=$|[QH/-])", lambda found: str(int(found[0]) - 1), self.text)
        return Period.parse(back.replace("-02-29", "-02-28"))

    def contains(self, other: "Period") -> bool:
        """Whether the other period lies wholly in this one."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    if "/" in text:
        begin, _, end = text.partition("/")
        first, last = _single(begin, text)[0], _single(end, text)[1]
    else:
        first, last = _single(text, text)
    if last < first:
        raise PeriodError(text)
    return Period.of(first, last)


def _named(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if first.day > 1 or (last + timedelta(days=1)).day > 1:
        return f"{first}/{last}"
    return _months_named(first, last)


def _months_named(first: date, last: date) -> str:
    """The name of whole months."""
    if (first.month, last.month) == (1, 12):
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
    months = last.month - first.month + 1 if first.year == last.year else 0
    if months == 1:
        return f"{first:%Y-%m}"
    if months in {3, 6} and last.month % months == 0:
        return f"{first:%Y}{'Q' if months == 3 else 'H'}{last.month // months}"
    return f"{first:%Y-%m}/{last:%Y-%m}"


def _single(part: str, whole: str) -> tuple[date, date]:
    found = _FORM.fullmatch(part)
    if found is None:
        raise PeriodError(whole)
    year, (low, high) = int(found["year"]), _months(found)
    try:
        if found["day"]:
            return (day := date(year, low, int(found["day"]))), day
    except ValueError as error:
        raise PeriodError(whole) from error
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"])
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6 * int(found["half"])
    return 1, 12
