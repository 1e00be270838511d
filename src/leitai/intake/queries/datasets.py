"""Reads of data sets: their terms on a day, the working calendar, locks and who was let in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from leitai.accounts.domain import Actor, Role
from leitai.intake import clock
from leitai.intake.domain.datasets import DataSetSpec, is_period_of, spec_of
from leitai.intake.domain.working_days import WorkingCalendar
from leitai.intake.models import CalendarException, DataSet, DataSetVersion, Lock, UnlockRequest
from leitai.ledger.domain.periods import Period

REACH = timedelta(days=400)
SEE_ALL = (Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Terms:
    """A version of a data set, and the day from which another holds (None: it still holds)."""

    version: DataSetVersion
    spec: DataSetSpec
    until: date | None

    @property
    def dataset(self) -> DataSet:
        """The data set."""
        return self.version.dataset

    def periods(self, today: date) -> list[Period]:
        """The periods that fell under these terms and ended in the last 400 days, oldest first."""
        found = self.spec.periods(today - REACH, today)
        return [period for period in found if self.until is None or period.first < self.until]


def terms() -> list[Terms]:
    """All versions of all data sets, in order, each with its end."""
    rows = list(DataSetVersion.objects.select_related("dataset").order_by("dataset_id", "valid_from"))
    following = [*rows[1:], None][: len(rows)]
    return [
        Terms(row, spec_of(row.definition), later.valid_from if later and later.dataset_id == row.dataset_id else None)
        for row, later in zip(rows, following, strict=True)
    ]


def terms_of(code: str, period: str) -> tuple[Terms, Period] | None:
    """The terms of a data set over a period; None where there are none, or the text is no such period of our time."""
    for found in terms():
        if found.dataset.code == code and is_period_of(found.spec.periodicity, period):
            stretch = Period.parse(period)
            if stretch.last > clock.today() + REACH:
                return None
            if found.spec.valid_from <= stretch.first and (found.until is None or stretch.first < found.until):
                return found, stretch
    return None


def working_calendar(first: int, last: int) -> WorkingCalendar:
    """The national calendar of these years with the exceptions entered here."""
    exceptions = CalendarException.objects.filter(day__year__gte=first, day__year__lte=last)
    return clock.national_calendars(first, last).changed(exceptions.values_list("day", "works"))


def calendar_around(days: Iterable[date]) -> WorkingCalendar:
    """The working calendar for the years of these days and the one after."""
    years = [day.year for day in days] or [clock.today().year]
    return working_calendar(min(years), max(years) + 1)


def exceptions() -> QuerySet[CalendarException]:
    """The days entered against the national calendar, newest first."""
    return CalendarException.objects.select_related("entered_by__division")


def locks() -> QuerySet[Lock]:
    """All locks, newest first."""
    return Lock.objects.select_related("dataset", "locked_by__division", "lifted_by__division")


def lock_of(dataset_id: int, period: str) -> Lock | None:
    """The lock in force of a period."""
    return locks().filter(dataset_id=dataset_id, period=period, lifted_at__isnull=True).first()


def let_in(lock: Lock, division_id: int, today: date) -> bool:
    """Whether a unit may write to a closed period today."""
    return lock.requests.filter(division_id=division_id, granted=True, until__gte=today).exists()


def closed(dataset_id: int, period: str, division_id: int, today: date) -> Lock | None:
    """The lock that keeps a unit from writing today; None where it may write."""
    lock = lock_of(dataset_id, period)
    return None if lock is None or let_in(lock, division_id, today) else lock


def unlock_requests(actor: Actor) -> QuerySet[UnlockRequest]:
    """The requests an actor may see: those of the units in their scope, open ones first."""
    rows = UnlockRequest.objects.select_related(
        "lock__dataset", "division", "asked_by__division", "answered_by__division"
    )
    if actor.has(*SEE_ALL):
        return rows
    return rows.filter(division__code__in=actor.scope)


def locked_periods(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Lock]:
    """The locks in force for pairs of data set and period."""
    wanted = Q(pk__in=[])
    for dataset_id, period in pairs:
        wanted |= Q(dataset_id=dataset_id, period=period)
    rows = Lock.objects.filter(wanted, lifted_at__isnull=True)
    return {(row.dataset_id, row.period): row for row in rows}


def national_days(year: int) -> list[tuple[date, bool]]:
    """The days of a year that the national calendar frees (False) or makes worked (True), by day."""
    calendar = clock.national_calendar(year)
    return sorted([(day, False) for day in calendar.off] + [(day, True) for day in calendar.made_up])
