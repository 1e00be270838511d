"""Periods of figures: day, month, quarter, half-year, year, spans, as short ISO-like texts."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
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
    """A stretch of days, first and last included, with the text that names it.

    >>> Period.parse("2019Q1").last
    datetime.date(2019, 3, 31)
    """

    first: date
    last: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that a text names. Raises PeriodError."""
        return _parse(text)

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier.

        >>> Period.parse("2019Q1").year_before.text
        '2018Q1'
        """
        return Period.parse(re.sub(r"[12]\d{3}(?=$|[QH/-])", lambda found: str(int(found[0]) - 1), self.text))

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
    return Period(first, last, text)


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
