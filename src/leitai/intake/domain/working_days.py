"""Working days: which days are worked, and the n-th working day after another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday are worked but for `off`; of the weekends only the days `made_up` are."""

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a day is a working day.

        >>> WorkingCalendar(made_up=frozenset({date(2019, 4, 28)})).works(date(2019, 4, 28))
        True
        """
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after a day, the day itself not counted.

        >>> WorkingCalendar().after(date(2019, 3, 29), 1)
        datetime.date(2019, 4, 1)
        """
        left = working_days
        while left > 0:
            day += ONE_DAY
            left -= self.works(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days from the day after `start` to `end`; negative where `end` lies before `start`.

        >>> WorkingCalendar().between(date(2019, 4, 5), date(2019, 4, 8))
        1
        """
        low, high = min(start, end), max(start, end)
        count = sum(self.works(low + timedelta(days=step)) for step in range(1, (high - low).days + 1))
        return count if end >= start else -count

    def changed(self, exceptions: Iterable[tuple[date, bool]]) -> "WorkingCalendar":
        """The calendar with days that somebody declared worked (True) or free (False)."""
        off, made_up = set(self.off), set(self.made_up)
        for day, works in exceptions:
            (off.discard if works else off.add)(day)
            (made_up.add if works else made_up.discard)(day)
        return WorkingCalendar(frozenset(off), frozenset(made_up))
