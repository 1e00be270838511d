"""What is owed for a period and how it stands: pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitai.intake.domain.working_days import WorkingCalendar


class Standing(StrEnum):
    """How an obligation stands. `KNOWN` = the ledger holds every figure already, nothing need be typed."""

    MISSING = "missing"
    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    PASSED = "passed"
    ACCEPTED = "accepted"
    KNOWN = "known"

    @property
    def handed_in(self) -> bool:
        """Whether the unit has done its part."""
        return self in {Standing.SUBMITTED, Standing.PASSED, Standing.ACCEPTED, Standing.KNOWN}


class Timeliness(StrEnum):
    """Whether it came, and in time."""

    ON_TIME = "on_time"
    CAME_LATE = "came_late"
    OPEN = "open"
    LATE = "late"


def timeliness(standing: Standing, due: date, handed_in: date | None, today: date) -> Timeliness:
    """Late is who owes after the due day; what came after it came late.

    >>> timeliness(Standing.DRAFT, date(2019, 4, 12), None, date(2019, 4, 15))
    <Timeliness.LATE: 'late'>
    """
    if standing.handed_in:
        return Timeliness.CAME_LATE if handed_in is not None and handed_in > due else Timeliness.ON_TIME
    return Timeliness.LATE if today > due else Timeliness.OPEN


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due day seen from a day: working days left, or negative when they are over."""

    due: date
    days_left: int

    @property
    def near(self) -> bool:
        """Whether three working days or fewer are left."""
        return 0 <= self.days_left <= 3

    @property
    def days_over(self) -> int:
        """Working days since the due day; 0 while there is time."""
        return max(0, -self.days_left)


def deadline(last_day: date, working_days: int, calendar: WorkingCalendar, today: date) -> Deadline:
    """The due day of a period that ends on `last_day`, and how far off it is."""
    due = calendar.after(last_day, working_days)
    return Deadline(due, calendar.between(today, due))


@dataclass(frozen=True, slots=True)
class Share:
    """How many units of a whole handed in, and how many in time."""

    due: int
    handed_in: int
    on_time: int
    late: int

    @property
    def complete(self) -> float:
        """Handed in of all that owe, 0 to 1; 1 where nobody owes."""
        return self.handed_in / self.due if self.due else 1.0

    @property
    def timely(self) -> float:
        """In time of all that owe, 0 to 1."""
        return self.on_time / self.due if self.due else 1.0


def share(states: list[tuple[Standing, Timeliness]]) -> Share:
    """The share over units.

    >>> share([(Standing.ACCEPTED, Timeliness.ON_TIME), (Standing.DRAFT, Timeliness.LATE)]).complete
    0.5
    """
    return Share(
        due=len(states),
        handed_in=sum(standing.handed_in for standing, _ in states),
        on_time=sum(timely is Timeliness.ON_TIME for _, timely in states),
        late=sum(timely is Timeliness.LATE for _, timely in states),
    )
