"""What the integrity checks look at, and the questions asked so far."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet

from leitai.accounts.domain import Actor, Role
from leitai.intake.domain.checks.integrity import (
    Change,
    Moment,
    Pondered,
    Revision,
    end_digits,
    growth,
    handed_in_again,
    last_minute,
    over_threshold,
    sudden,
)
from leitai.intake.domain.submissions import Move
from leitai.intake.models import Cell, CellChange, History, PatternQuestion
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import EvidenceKind, FactStatus
from leitai.ledger.domain.periods import Period

THRESHOLDS = {"key_project_completion_rate": Decimal(100), "households_signed_rate": Decimal(100)}
WIDTH = Decimal(2)
Values = dict[tuple[str, str], dict[str, Decimal]]


def patterns() -> list[Pondered]:
    """Every pattern in what was reported: typed, in briefs and workbooks. Generated figures are left out."""
    values = _values()
    return [*last_minute(list(_revisions())), *_ends(values), *_thresholds(values), *_sudden(values)]


def _values() -> Values:
    rows = ledger.facts_in_force().filter(status=FactStatus.ACTUAL, variant="")
    rows = rows.exclude(source__kind__in=[EvidenceKind.GENERATED, EvidenceKind.OPERATION])
    found: Values = defaultdict(dict)
    for division, indicator, period, value in rows.values_list(
        "division__code", "indicator__code", "period", "value"
    ).iterator():
        found[division, indicator][period] = value
    return found


def _revisions() -> Iterator[Revision]:
    """Figures that were handed in, and handed in again with another value. What is typed in between is nobody's."""
    moments = _handed_in()
    rows = CellChange.objects.filter(cell__submission__in=moments).order_by("id")
    changes: dict[int, list[Change]] = defaultdict(list)
    for number, at, value in rows.values_list("cell_id", "at", "value").iterator():
        changes[number].append((at, value))
    cells = Cell.objects.filter(pk__in=changes).select_related("submission__division", "indicator").order_by("id")
    for cell in cells:
        form, code = cell.submission, cell.indicator.code
        for day, before, after in handed_in_again(changes[cell.pk], moments[form.pk]):
            yield Revision(form.division.code, code, form.period, form.due, day, before, after)


def _handed_in() -> dict[int, list[Moment]]:
    """When the forms that were handed in more than once were, by their number; those that people handed in."""
    found: dict[int, list[Moment]] = defaultdict(list)
    rows = History.objects.filter(move=Move.SUBMIT, by__isnull=False).order_by("id")
    for number, at, day in rows.values_list("submission_id", "at", "on_day"):
        found[number].append((at, day))
    return {number: moments for number, moments in found.items() if len(moments) > 1}


def _ends(values: Values) -> Iterator[Pondered]:
    by_unit: dict[str, list[Decimal]] = defaultdict(list)
    for (division, _indicator), periods in values.items():
        by_unit[division] += periods.values()
    yield from filter(None, (end_digits(division, figures) for division, figures in sorted(by_unit.items())))


def _thresholds(values: Values) -> Iterator[Pondered]:
    near: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for (_division, indicator), periods in values.items():
        if indicator in THRESHOLDS:
            for period, value in periods.items():
                near[indicator, period].append(value)
    for (indicator, period), figures in sorted(near.items()):
        found = over_threshold(indicator, period, figures, THRESHOLDS[indicator], WIDTH)
        if found is not None:
            yield found


def _sudden(values: Values) -> Iterator[Pondered]:
    for (division, indicator), periods in sorted(values.items()):
        rates = {
            period: growth(value, before)
            for period, value in periods.items()
            if (before := periods.get(Period.parse(period).year_before.text)) and before > 0 and value > 0
        }
        found = sudden(division, indicator, rates)
        if found is not None:
            yield found


def questions_for(actor: Actor) -> QuerySet[PatternQuestion]:
    """The questions an actor may see: auditors and administrators all, reporters those to their own units."""
    rows = PatternQuestion.objects.select_related(
        "division", "indicator", "answered_by__division", "closed_by__division"
    )
    if actor.has(Role.AUDITOR, Role.ADMINISTRATOR):
        return rows
    return rows.filter(division__code__in=actor.scope) if actor.has(Role.REPORTER) else rows.none()
