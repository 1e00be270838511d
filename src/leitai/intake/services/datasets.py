"""Writes: data sets, the working calendar, reminders, locks and unlocking."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake import clock
from leitai.intake.domain.datasets import DataSetSpec, spec_of, table_of, with_names
from leitai.intake.domain.typing_in import words_typed
from leitai.intake.models import CalendarException, DataSet, DataSetVersion, Lock, Reminder, UnlockRequest
from leitai.intake.queries.owed import PeriodTable
from leitai.ledger import queries as ledger

if TYPE_CHECKING:
    from leitai.divisions.models import Division


class IntakeError(ValueError):
    """A step that is not allowed now; says why and what to do first, in the reader's language."""


class DataSetChanged(ValueError):
    """Other terms for a day from which some hold already."""

    def __init__(self, spec: DataSetSpec) -> None:
        super().__init__(f"{spec.code} already has other terms from {spec.valid_from}: give a later valid_from")


@transaction.atomic
def load_datasets(*, actor: Actor, specs: Sequence[DataSetSpec]) -> int:
    """Enter data sets and versions that are not there yet. Gives how many. Raises DataSetChanged."""
    made = sum(_load(spec) for spec in specs)
    if made:
        accounts.record(actor=actor, verb="dataset.load", summary=f"{made} / {len(specs)}")
    return made


def _load(spec: DataSetSpec) -> bool:
    before = DataSetVersion.objects.filter(dataset__code=spec.code, valid_from=spec.valid_from).exists()
    enter_version(spec)
    return not before


def enter_version(spec: DataSetSpec) -> DataSetVersion:
    """The version of a data set with these terms, entered if need be. Raises DataSetChanged."""
    terms = {"name": spec.name, "name_en": spec.name_en, "periodicity": str(spec.periodicity)}
    dataset, _new = DataSet.objects.get_or_create(code=spec.code, defaults=terms)
    definition = table_of(spec)
    version, made = DataSetVersion.objects.get_or_create(
        dataset=dataset, valid_from=spec.valid_from, defaults={"definition": definition}
    )
    if not made and _terms(version.definition) != _terms(definition):
        raise DataSetChanged(spec)
    if made and not dataset.versions.filter(valid_from__gt=spec.valid_from).exists():
        DataSet.objects.filter(pk=dataset.pk).update(**terms)  # it goes by what its newest terms call it
    return version


def _terms(definition: Mapping[str, object]) -> dict[str, object]:
    """A stored definition but for what the catalogue called its indicators that day."""
    return {key: value for key, value in definition.items() if key != "names"}


@transaction.atomic
def keep_names() -> int:
    """Write the codes of the names in their rules beside data sets that were stored without. Gives how many.

    To be done before the catalogue changes: afterwards a name may be another's.
    """
    codes = dict(ledger.indicators().values_list("name", "code"))
    rows = [row for row in DataSetVersion.objects.all() if "names" not in row.definition]
    for row in rows:
        row.definition = table_of(with_names(spec_of(row.definition), codes))
    return DataSetVersion.objects.bulk_update(rows, ["definition"])


@transaction.atomic
def set_calendar_exception(*, actor: Actor, day: date, works: bool, reason: str) -> CalendarException:
    """Say that a day is worked, or free, against the national calendar. Due days follow at once."""
    if not words_typed(reason):
        raise IntakeError(_("Say why the day is worked or free: everybody's due days move with it."))
    row, _made = CalendarException.objects.update_or_create(
        day=day,
        defaults={
            "works": works,
            "reason": words_typed(reason, 200),
            "entered_by_id": actor.post_id,
            "entered_at": timezone.now(),
        },
    )
    accounts.record(
        actor=actor, verb="calendar.set", subject=row, summary=f"{day} {'+' if works else '-'} {words_typed(reason)}"
    )
    return row


@transaction.atomic
def drop_calendar_exception(*, actor: Actor, row: CalendarException) -> None:
    """Let the national calendar hold again for a day."""
    accounts.record(actor=actor, verb="calendar.drop", subject=row, summary=str(row))
    row.delete()


@transaction.atomic
def remind(*, actor: Actor, table: PeriodTable) -> list[str]:
    """Remind every unit of the table that still owes; gives their names. Once a day at most for each."""
    today, now = clock.today(), timezone.now()
    open_rows = [row for row in table.rows if not row.standing.handed_in and row.reminded != today]
    Reminder.objects.bulk_create(
        [
            Reminder(
                dataset=table.terms.dataset,
                period=table.period.text,
                division_id=row.place.id,
                on_day=today,
                at=now,
                by_id=actor.post_id,
            )
            for row in open_rows
        ],
        ignore_conflicts=True,
    )
    names = [row.place.name for row in open_rows]
    if names:
        summary = f"{table.terms.dataset} {table.period.text} · {len(names)}"
        detail = {"units": [row.place.code for row in open_rows]}
        accounts.record(actor=actor, verb="dataset.remind", subject=table.terms.dataset, summary=summary, detail=detail)
    return names


@transaction.atomic
def lock_period(*, actor: Actor, dataset: DataSet, period: str, reason: str) -> Lock:
    """Close a period of a data set for all units, with a reason."""
    if not words_typed(reason):
        raise IntakeError(_("Say why the period is closed: the units read it."))
    try:
        with transaction.atomic():
            lock = Lock.objects.create(
                dataset=dataset,
                period=period,
                reason=words_typed(reason, 300),
                locked_at=timezone.now(),
                locked_by_id=actor.post_id,
            )
    except IntegrityError as error:
        raise IntakeError(_("The period is closed already.")) from error
    accounts.record(
        actor=actor, verb="dataset.lock", subject=lock, summary=f"{dataset} {period} · {words_typed(reason)}"
    )
    return lock


@transaction.atomic
def lift_lock(*, actor: Actor, lock: Lock, reason: str) -> None:
    """Open a closed period again for all units, with a reason."""
    if not words_typed(reason):
        raise IntakeError(_("Say why the period is opened again."))
    lock.lifted_at, lock.lifted_by_id, lock.lifted_why = timezone.now(), actor.post_id, words_typed(reason, 300)
    lock.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    accounts.record(actor=actor, verb="dataset.lift_lock", subject=lock, summary=f"{lock} · {words_typed(reason)}")


@transaction.atomic
def ask_unlock(*, actor: Actor, lock: Lock, division_code: str, reason: str) -> UnlockRequest:
    """Ask to write to a closed period for one unit."""
    division = _own(actor, division_code)
    if not words_typed(reason):
        raise IntakeError(_("Say what has to be changed, and why now."))
    if lock.lifted_at is not None:
        raise IntakeError(_("The period is open again: nothing need be asked."))
    try:
        with transaction.atomic():
            request = UnlockRequest.objects.create(
                lock=lock,
                division=division,
                reason=words_typed(reason, 300),
                asked_at=timezone.now(),
                asked_by_id=actor.post_id,
            )
    except IntegrityError as error:
        raise IntakeError(_("You have asked already; the answer is still open.")) from error
    accounts.record(actor=actor, verb="unlock.ask", subject=request, summary=f"{lock} · {words_typed(reason)}")
    return request


@transaction.atomic
def answer_unlock(
    *, actor: Actor, request: UnlockRequest, granted: bool, answer: str, until: date | None = None
) -> None:
    """Let a unit in until a day, or refuse; the answer says why."""
    request = (
        UnlockRequest.objects.select_for_update(of=("self",)).select_related("division", "lock").get(pk=request.pk)
    )
    if request.granted is not None:
        raise IntakeError(_("This request has been answered already."))
    if not words_typed(answer):
        raise IntakeError(_("Say why: the unit reads the answer."))
    if granted and (until is None or until < clock.today()):
        raise IntakeError(_("Say until which day the unit may write; it must not be past."))
    request.granted, request.answer, request.until = granted, words_typed(answer, 300), until if granted else None
    request.answered_at, request.answered_by_id = timezone.now(), actor.post_id
    request.save()
    verb = "unlock.grant" if granted else "unlock.refuse"
    summary, code = f"{request.lock} · {words_typed(answer)}", request.division.code
    accounts.record(actor=actor, verb=verb, subject=request, division_code=code, summary=summary)


def _own(actor: Actor, code: str) -> "Division":
    division = divisions.by_code(code)
    if division is None or not actor.covers(code):
        raise IntakeError(_("The unit lies outside your post."))
    return division
