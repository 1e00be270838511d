"""Writes of reporters: one cell, many cells, submitting, taking back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.intake import clock
from leitai.intake.domain.checks.whole import in_the_way, missing
from leitai.intake.domain.owed import deadline
from leitai.intake.domain.submissions import Move, SubmissionState
from leitai.intake.domain.typing_in import words_typed
from leitai.intake.models import Cell, CellChange, History, Submission, Workbook
from leitai.intake.queries import datasets
from leitai.intake.queries.entry import Target, entry_of
from leitai.intake.services.datasets import IntakeError
from leitai.intake.wording import EnglishNames, called, worded
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import plain


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a cell. `base` is the revision that the typist saw (None: whatever stands is replaced)."""

    indicator: str
    value: Decimal | None
    comment: str = ""
    flagged: bool = False
    base: int | None = None
    key: UUID = field(default_factory=uuid4)
    place: str = ""


class CellConflict(IntakeError):
    """Somebody else changed the cell since the typist saw it."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        super().__init__(_("Somebody else changed this cell meanwhile. See what stands there; type again if need be."))


@transaction.atomic
def save_cell(*, actor: Actor, target: Target, typed: Typed) -> Cell:
    """Save one cell as a draft; the same key again changes nothing. Raises IntakeError, CellConflict."""
    submission = _open_submission(actor, target)
    sent = CellChange.objects.filter(key=typed.key, cell__submission=submission).select_related("cell").first()
    if sent is not None:
        return sent.cell
    cell = _save(actor, submission, target, typed, None)
    _record(actor, submission, "submission.cell", f"{typed.indicator} = {typed.value}")
    return cell


@transaction.atomic
def save_cells(
    *, actor: Actor, target: Target, typed: Sequence[Typed], file_name: str = "", original: bytes = b""
) -> int:
    """Save many cells at once, all or none. Gives how many were changed. Raises IntakeError, CellConflict."""
    count, conflicts = _save_many(actor, target, typed, file_name, original)
    for conflict in conflicts:
        raise conflict
    return count


@transaction.atomic
def save_form(
    *, actor: Actor, target: Target, typed: Sequence[Typed], file_name: str = "", original: bytes = b""
) -> tuple[int, list[str]]:
    """Save a whole form, or a workbook of it (`original`); a cell that somebody else changed meanwhile is left.

    Gives how many cells were changed, and the words about those that were left.
    """
    count, conflicts = _save_many(actor, target, typed, file_name, original)
    values = {one.indicator: one.value for one in typed}
    return count, [_left(one, values[one.cell.indicator.code]) for one in conflicts]


def _left(conflict: CellConflict, value: Decimal | None) -> str:
    said = "–" if value is None else plain(value)
    return f"{conflict.cell.indicator.name} ({said}): {conflict}"


def _save_many(
    actor: Actor, target: Target, typed: Sequence[Typed], file_name: str, original: bytes
) -> tuple[int, list[CellConflict]]:
    submission = _open_submission(actor, target)
    workbook = _keep(actor, submission, file_name, original) if original else None
    cells = {cell.indicator.code: cell for cell in submission.cells.select_related("indicator")}
    changed = [one for one in typed if _differs(cells.get(one.indicator), one)]
    conflicts = []
    for one in changed:
        try:
            _save(actor, submission, target, one, workbook)
        except CellConflict as conflict:  # raised before anything of the cell is written
            conflicts.append(conflict)
    count = len(changed) - len(conflicts)
    if count:
        _record(actor, submission, "submission.cells", f"{count} · {file_name}".rstrip(" ·"))
    return count, conflicts


def _keep(actor: Actor, submission: Submission, file_name: str, original: bytes) -> Workbook:
    return Workbook.objects.create(
        submission=submission, file_name=file_name[-200:], data=original, at=timezone.now(), by_id=actor.post_id
    )


def _differs(cell: Cell | None, typed: Typed) -> bool:
    if cell is None:
        return typed.value is not None or bool(typed.comment) or typed.flagged
    return (cell.value, cell.comment, cell.flagged) != (typed.value, words_typed(typed.comment), typed.flagged)


def _open_submission(actor: Actor, target: Target) -> Submission:
    """The submission of a form, made if need be, locked for this transaction and open for writing."""
    if not actor.covers(target.division.code):
        raise IntakeError(_("The unit lies outside your post."))
    today = clock.today()
    lock = datasets.closed(target.terms.dataset.pk, target.period.text, target.division.pk, today)
    if lock is not None:
        raise IntakeError(_("The period is closed (%(reason)s): ask to be let in.") % {"reason": lock.reason})
    Submission.objects.get_or_create(
        dataset=target.terms.dataset,
        division=target.division,
        period=target.period.text,
        defaults={
            "version": target.terms.version,
            "last_day": target.period.last,
            "due": due_day(target, today),
            "created_at": timezone.now(),
        },
    )
    submission = locked(target)
    if not SubmissionState(submission.state).open:
        raise IntakeError(_("It has been submitted and cannot be changed: take it back, or ask for it to be returned."))
    return submission


def due_day(target: Target, today: date) -> date:
    """The due day of a form."""
    calendar = datasets.calendar_around([target.period.last, today])
    return deadline(target.period.last, target.terms.spec.due_working_days, calendar, today).due


def locked(target: Target) -> Submission:
    """The submission of a form, locked for this transaction."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("division", "dataset", "version")
    found = rows.filter(dataset=target.terms.dataset, division=target.division, period=target.period.text).first()
    if found is None:
        raise IntakeError(_("Nothing has been typed yet."))
    return found


def _save(actor: Actor, submission: Submission, target: Target, typed: Typed, workbook: Workbook | None) -> Cell:
    now = timezone.now()
    if typed.indicator not in target.terms.spec.indicators:
        raise IntakeError(_("The data set has no indicator %(code)s.") % {"code": typed.indicator})
    indicator_id = ledger.indicator_ids(frozenset({typed.indicator}))[typed.indicator]
    cell = Cell.objects.filter(submission=submission, indicator_id=indicator_id).first()
    cell = cell or Cell(submission=submission, indicator_id=indicator_id, saved_at=now)
    if typed.base is not None and typed.base != cell.revision and _differs(cell, typed):
        raise CellConflict(cell)
    before = cell.value
    cell.value, cell.comment, cell.flagged = typed.value, words_typed(typed.comment), typed.flagged
    cell.place, cell.workbook = typed.place[:120], workbook if typed.place else None
    cell.revision, cell.saved_at, cell.saved_by_id = cell.revision + 1, now, actor.post_id
    if before != cell.value:
        cell.returned = ""
    cell.save()
    CellChange.objects.create(
        cell=cell,
        key=typed.key,
        revision=cell.revision,
        value=cell.value,
        before=before,
        at=now,
        on_day=clock.today(),
        by_id=actor.post_id,
    )
    return cell


@transaction.atomic
def submit(*, actor: Actor, target: Target) -> Submission:
    """Hand a form in. Raises IntakeError with everything that stands in the way, in words."""
    submission = _open_submission(actor, target)
    entry = entry_of(target, clock.today(), with_peers=False)
    lacking = missing(entry.measures, entry.values, entry.comments)
    stops = [*lacking, *in_the_way(entry.findings(), entry.comments)]
    if stops:
        names = {row.code: called(row) for row in entry.indicators}
        english = EnglishNames()
        raise IntakeError(" ".join(f"{names.get(one.indicators[0], '')}：{worded(one, english)}" for one in stops[:6]))
    submission.state, submission.remark = SubmissionState.SUBMITTED, ""
    submission.submitted_at, submission.submitted_on = timezone.now(), clock.today()
    submission.save()
    remember(actor, submission, Move.SUBMIT)
    return submission


@transaction.atomic
def recall(*, actor: Actor, target: Target) -> None:
    """Take back what nobody has decided yet, to change it."""
    submission = locked(target)
    if submission.state != SubmissionState.SUBMITTED or not actor.covers(target.division.code):
        raise IntakeError(_("It cannot be taken back: it is a draft, or somebody has decided already."))
    submission.state, submission.remark = SubmissionState.RETURNED, _("Taken back by the unit")
    submission.save(update_fields=["state", "remark"])
    remember(actor, submission, Move.RECALL)


def remember(actor: Actor, submission: Submission, move: Move, remark: str = "") -> None:
    """Write a step into the history of a submission, and into the audit trail."""
    History.objects.create(
        submission=submission,
        move=move,
        at=timezone.now(),
        on_day=clock.today(),
        by_id=actor.post_id,
        remark=words_typed(remark),
    )
    _record(actor, submission, f"submission.{move}", remark)


def _record(actor: Actor, submission: Submission, verb: str, said: str) -> None:
    summary = f"{submission.dataset} {submission.period} {submission.division.name} · {said}".rstrip(" ·")
    accounts.record(actor=actor, verb=verb, subject=submission, division_code=submission.division.code, summary=summary)
