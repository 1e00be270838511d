"""What a unit owes, and how complete and timely units are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from leitai.divisions import queries as tree
from leitai.divisions.queries import Standing as Place
from leitai.intake import clock
from leitai.intake.domain.datasets import DataSetSpec
from leitai.intake.domain.owed import Deadline, Share, Standing, Timeliness, deadline, share, timeliness
from leitai.intake.domain.working_days import WorkingCalendar
from leitai.intake.models import DataSet, Lock, Reminder, Submission
from leitai.intake.queries import datasets
from leitai.intake.queries.datasets import Terms
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import FactStatus
from leitai.ledger.domain.periods import Period

if TYPE_CHECKING:
    from leitai.divisions.models import Division
    from leitai.ledger.models import Fact


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing a unit owes: how it stands, by when, how much of it is filled.

    `code` is the unit whose form it is; `merged` its name, where that unit was merged into the one that answers now.
    """

    terms: Terms
    period: Period
    standing: Standing
    timeliness: Timeliness
    deadline: Deadline
    filled: int
    code: str
    remark: str = ""
    reminded: date | None = None
    lock: Lock | None = None
    merged: str = ""

    @property
    def dataset(self) -> DataSet:
        """The data set it is of."""
        return self.terms.dataset

    @property
    def spec(self) -> DataSetSpec:
        """Its terms."""
        return self.terms.spec

    @property
    def total(self) -> int:
        """How many figures it has."""
        return len(self.terms.spec.indicators)

    @property
    def open(self) -> bool:
        """Whether the unit still has to do something."""
        return not self.standing.handed_in

    @property
    def late(self) -> bool:
        """Whether it is owed after its due day."""
        return self.timeliness is Timeliness.LATE


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table of a period."""

    place: Place
    standing: Standing
    timeliness: Timeliness
    filled: int
    handed_in: date | None
    reminded: date | None


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """Every unit that owes a data set for a period, and the shares of the counties and of all."""

    terms: Terms
    period: Period
    deadline: Deadline
    rows: tuple[UnitRow, ...]

    @property
    def whole(self) -> Share:
        """The share of all units."""
        return _share(self.rows)

    @property
    def counties(self) -> list[tuple[str, str, Share]]:
        """Code, name and share of each county, by code."""
        inside: dict[tuple[str, str], list[UnitRow]] = defaultdict(list)
        for row in self.rows:
            inside[row.place.county_code, row.place.county].append(row)
        return [(code, name, _share(rows)) for (code, name), rows in sorted(inside.items())]


def _share(rows: Iterable[UnitRow]) -> Share:
    return share([(row.standing, row.timeliness) for row in rows])


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is known of a unit at once, by data set and period."""

    unit: "Division"
    today: date
    calendar: WorkingCalendar
    known: Mapping[str, frozenset[str]]
    rows: Mapping[tuple[int, str], Submission]
    locks: Mapping[tuple[int, str], Lock]
    reminded: Mapping[tuple[int, str], date]


def owed_by(code: str, today: date) -> list[Owed]:
    """What a unit owes: open things first, the nearest due day on top, then what was handed in, newest first.

    With what the units that were merged into it left behind.
    """
    unit, pairs = tree.by_code(code), [(terms, period) for terms in datasets.terms() for period in terms.periods(today)]
    if unit is None:
        return []
    found = _owed(unit, pairs, today)
    for gone in tree.merged_into(code, today):
        found += [replace(row, merged=gone.name) for row in _owed(gone, pairs, today)]
    return sorted(found, key=lambda owed: (not owed.open, _order(owed)))


def _order(owed: Owed) -> int:
    days = owed.deadline.due.toordinal()
    return days if owed.open else -days


def _owed(unit: "Division", choice: Sequence[tuple[Terms, Period]], today: date) -> list[Owed]:
    groups = {day: tree.groups_of(unit.pk, day) for day in {period.last for _, period in choice}}
    pairs = [(terms, period) for terms, period in choice if terms.spec.group in groups[period.last]]
    rows = {
        (row.dataset_id, row.period): row
        for row in Submission.objects.filter(division=unit).prefetch_related("cells__indicator")
    }
    reminders = Reminder.objects.filter(division=unit).order_by("on_day")
    surroundings = _Surroundings(
        unit=unit,
        today=today,
        calendar=datasets.calendar_around([period.last for _, period in pairs] + [today]),
        known=_known([unit.pk], pairs).get(unit.pk, {}),
        rows=rows,
        locks=datasets.locked_periods((terms.dataset.pk, period.text) for terms, period in pairs),
        reminded={(row.dataset_id, row.period): row.on_day for row in reminders},
    )
    return [_one(terms, period, surroundings) for terms, period in pairs]


def _one(terms: Terms, period: Period, known: _Surroundings) -> Owed:
    key = (terms.dataset.pk, period.text)
    row = known.rows.get(key)
    typed = {cell.indicator.code for cell in row.cells.all() if cell.value is not None} if row else set()
    filled = (typed | known.known.get(period.text, frozenset())) & set(terms.spec.indicators)
    standing = _standing(row.state if row else None, len(filled) == len(terms.spec.indicators))
    term = deadline(period.last, terms.spec.due_working_days, known.calendar, known.today)
    return Owed(
        terms=terms,
        period=period,
        standing=standing,
        timeliness=timeliness(standing, term.due, row.submitted_on if row else None, known.today),
        deadline=term,
        filled=len(filled),
        code=known.unit.code,
        remark=row.remark if row else "",
        reminded=known.reminded.get(key),
        lock=known.locks.get(key),
    )


def _standing(state: str | None, whole: bool) -> Standing:
    if state is not None and state != Standing.DRAFT:
        return Standing(state)
    if whole and state is None:
        return Standing.KNOWN
    return Standing.MISSING if state is None else Standing.DRAFT


def _known(divisions: Sequence[int], pairs: Sequence[tuple[Terms, Period]]) -> dict[int, dict[str, frozenset[str]]]:
    """Which indicators the ledger holds already, by unit and period."""
    codes = {code for terms, _ in pairs for code in terms.spec.indicators}
    rows = _in_ledger(divisions, codes, {period.text for _, period in pairs})
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for division_id, period, code in rows.values_list("division_id", "period", "indicator__code"):
        found[division_id][period].add(code)
    return {
        division_id: {period: frozenset(codes) for period, codes in periods.items()}
        for division_id, periods in found.items()
    }


def _held(divisions: Sequence[int], terms: Terms, period: Period) -> dict[int, int]:
    """How many of the figures the ledger holds already, by unit."""
    rows = _in_ledger(divisions, terms.spec.indicators, [period.text])
    return dict(rows.order_by().values_list("division_id").annotate(Count("indicator_id", distinct=True)))


def _in_ledger(divisions: Iterable[int], codes: Iterable[str], periods: Iterable[str]) -> "QuerySet[Fact]":
    numbers = ledger.indicator_ids(frozenset(codes)).values()
    rows = ledger.facts_in_force().filter(division_id__in=divisions, period__in=periods, indicator_id__in=numbers)
    return rows.filter(status=FactStatus.ACTUAL, variant="")


def period_table(terms: Terms, period: Period, today: date, scope: frozenset[str] | None = None) -> PeriodTable:
    """Every unit of a scope (None = all) that owes a data set for a period."""
    places = [place for place in tree.members(terms.spec.group, period.last) if scope is None or place.code in scope]
    calendar = datasets.calendar_around([period.last, today])
    term = deadline(period.last, terms.spec.due_working_days, calendar, today)
    held = _held([place.id for place in places], terms, period)
    reminders = Reminder.objects.filter(dataset=terms.dataset, period=period.text).order_by("on_day")
    reminded = dict(reminders.values_list("division_id", "on_day"))
    units = _Units(today, term.due, len(terms.spec.indicators), _submissions(terms, period), held, reminded)
    return PeriodTable(terms, period, term, tuple(_unit_row(place, units) for place in places))


@dataclass(frozen=True, slots=True)
class _Units:
    """What is known of all units for a period: state, day and cells of submissions, figures held, reminders."""

    today: date
    due: date
    total: int
    rows: Mapping[int, tuple[str, date | None, int]]
    held: Mapping[int, int]
    reminded: Mapping[int, date]


def _submissions(terms: Terms, period: Period) -> dict[int, tuple[str, date | None, int]]:
    rows = (
        Submission.objects.filter(dataset=terms.dataset, period=period.text)
        .annotate(filled=Count("cells", filter=Q(cells__value__isnull=False)))
        .values_list("division_id", "state", "submitted_on", "filled")
    )
    return {division_id: (state, day, filled) for division_id, state, day, filled in rows}


def _unit_row(place: Place, units: _Units) -> UnitRow:
    state, day, typed = units.rows.get(place.id, (None, None, 0))
    held = units.held.get(place.id, 0)
    filled = min(units.total, max(typed, held) if state == Standing.ACCEPTED else typed + held)
    standing = _standing(state, held == units.total)
    timely = timeliness(standing, units.due, day, units.today)
    return UnitRow(place, standing, timely, filled, day, units.reminded.get(place.id))


def open_for(code: str) -> list[Owed]:
    """What a unit still has to do, the most pressing first."""
    return [owed for owed in owed_by(code, clock.today()) if owed.open]
