"""Writes of reviewers: accept step by step, return with reasons at the cells, take an acceptance back."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts.domain import Actor, Role
from leitai.divisions.queries import place_name
from leitai.intake.domain.acceptance import Candidate, Plan, Standing, entries_of
from leitai.intake.domain.datasets import Step, spec_of
from leitai.intake.domain.submissions import Move, SubmissionState, after_yes, decider
from leitai.intake.domain.typing_in import words_typed
from leitai.intake.models import Cell, Submission, Workbook
from leitai.intake.services.datasets import IntakeError
from leitai.intake.services.submissions import remember
from leitai.ledger import queries as ledger
from leitai.ledger import services as ledger_services
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactKey, FactStatus, NewFact, plain
from leitai.ledger.domain.recording import Entry, NewSource

DECIDERS = {Step.COUNTY: Role.REVIEWER, Step.CITY: Role.LEAGUE_OFFICER}


def may_decide(actor: Actor, submission: Submission) -> bool:
    """Whether it is this actor's turn to decide."""
    step = decider(SubmissionState(submission.state), spec_of(submission.version.definition).review)
    return step is not None and actor.has(DECIDERS[step]) and actor.covers(submission.division.code)


def may_reopen(actor: Actor, submission: Submission) -> bool:
    """Whether this actor may take the acceptance back: whoever says the last yes."""
    last = spec_of(submission.version.definition).review[-1]
    accepted = submission.state == SubmissionState.ACCEPTED
    return accepted and actor.has(DECIDERS[last]) and actor.covers(submission.division.code)


@transaction.atomic
def accept(*, actor: Actor, submission: Submission, reason: str = "") -> SubmissionState:
    """Say yes at one's step; the last yes enters the figures in the ledger. Gives the new state.

    A figure that differs from the one in force corrects it; `reason` must say why, unless the acceptance was taken
    back before, whose reason then stands. Raises IntakeError.
    """
    submission = _to_decide(actor, submission)
    state = after_yes(SubmissionState(submission.state), spec_of(submission.version.definition).review)
    if state is SubmissionState.ACCEPTED:
        _enter(actor, submission, words_typed(reason) or _reopened_why(submission))
        submission.times_accepted += 1
    submission.state, submission.remark, submission.decided_at = state, "", timezone.now()
    submission.save()
    submission.cells.update(returned="")
    remember(actor, submission, Move.ACCEPT if state is SubmissionState.ACCEPTED else Move.PASS, reason)
    return state


def accept_many(*, actor: Actor, submissions: Iterable[Submission]) -> tuple[int, list[str]]:
    """Accept several, each for itself; gives how many, and what kept the others, in words."""
    accepted, kept = 0, []
    for submission in submissions:
        try:
            accept(actor=actor, submission=submission)
            accepted += 1
        except IntakeError as error:
            kept.append(f"{place_name(submission.division.name)} {submission.period}: {error}")
    return accepted, kept


@transaction.atomic
def return_submission(
    *, actor: Actor, submission: Submission, remark: str, reasons: Mapping[str, str] | None = None
) -> None:
    """Send it back, with a remark and, by indicator, what must be mended at a cell. Raises IntakeError."""
    submission = _to_decide(actor, submission)
    said = {code: words for code, reason in (reasons or {}).items() if (words := words_typed(reason))}
    if not words_typed(remark) and not said:
        raise IntakeError(_("Say what must be mended: the reporter sees nothing else."))
    cells = {cell.indicator.code: cell for cell in submission.cells.select_related("indicator")}
    ids = ledger.indicator_ids(frozenset(said))
    for code, why in said.items():
        if code not in ids:
            raise IntakeError(_("The data set has no indicator %(code)s.") % {"code": code})
        cell = cells.get(code) or Cell(submission=submission, indicator_id=ids[code], saved_at=timezone.now())
        cell.returned = why
        cell.save()
    words = words_typed(remark) or _("See the remarks at the figures.")
    _back(submission, words)
    remember(actor, submission, Move.RETURN, words)


@transaction.atomic
def reopen(*, actor: Actor, submission: Submission, reason: str) -> None:
    """Take an acceptance back. The facts stand until the next acceptance corrects them, with this reason."""
    submission = _locked(submission)
    if not may_reopen(actor, submission):
        raise IntakeError(_("Only what has been accepted can be reopened, by whoever accepts."))
    if not words_typed(reason):
        raise IntakeError(_("Say why the acceptance is taken back: it will stand beside every corrected figure."))
    _back(submission, reason)
    remember(actor, submission, Move.REOPEN, reason)


def _back(submission: Submission, remark: str) -> None:
    submission.state, submission.remark = SubmissionState.RETURNED, words_typed(remark)
    submission.decided_at = timezone.now()
    submission.save(update_fields=["state", "remark", "decided_at"])


def _to_decide(actor: Actor, submission: Submission) -> Submission:
    found = _locked(submission)
    if not SubmissionState(found.state).waits:
        raise IntakeError(_("It does not wait for a decision: it is a draft, or was decided already."))
    if not may_decide(actor, found):
        raise IntakeError(_("It is not your turn to decide: it waits for another step."))
    return found


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("division", "dataset", "version")
    return rows.get(pk=submission.pk)


def _reopened_why(submission: Submission) -> str:
    last = submission.history.filter(move=Move.REOPEN).order_by("-id").first()
    return last.remark if last else ""


def _enter(actor: Actor, submission: Submission, reason: str) -> None:
    """Enter the figures, those typed in the form and those read from each workbook as sources of their own."""
    cells = list(
        submission.cells.filter(value__isnull=False).select_related("indicator", "workbook").order_by("indicator_id")
    )
    standing = _standing(submission, cells)
    groups: dict[tuple[int | None, bool], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.workbook_id, cell.saved_by_id is None), []).append(cell)
    plans = [
        (group, entries_of([_candidate(cell, submission) for cell in group], standing, reason))
        for group in groups.values()
    ]
    for group, plan in plans:
        if plan.conflicts and not reason:
            raise IntakeError(_differs(plan, group))
    _recorded(actor, submission, plans)
    Cell.objects.bulk_update(cells, ["fact"])


def _recorded(actor: Actor, submission: Submission, plans: Sequence[tuple[Sequence[Cell], Plan]]) -> None:
    """Record all of it at once, and tell each cell its fact."""
    new = [(_source(submission, group), plan.entries) for group, plan in plans if plan.entries]
    numbers = iter(_entered(actor, new))
    for group, plan in plans:
        facts = plan.facts_for(next(numbers) if plan.entries else [])
        for cell in group:
            cell.fact_id = facts.get(cell.pk)


def _entered(actor: Actor, new: Sequence[tuple[NewSource, Sequence[Entry]]]) -> list[list[int]]:
    if not new:
        return []
    try:
        return ledger_services.record_sources(actor=actor, sources=new)
    except ledger_services.FactInForce as error:
        raise IntakeError(
            _("Another figure came into force for one of these meanwhile: read the form again, then decide.")
        ) from error


def _differs(plan: Plan, cells: Sequence[Cell]) -> str:
    names = [cell.indicator.name for cell in cells if cell.pk in plan.conflicts]
    return _("%(names)s: another figure is in force. Say why it is corrected.") % {"names": "、".join(names)}


def _candidate(cell: Cell, submission: Submission) -> Candidate:
    key = FactKey(cell.indicator.code, submission.division.code, submission.period)
    return Candidate(cell.pk, NewFact(key, cell.value or Decimal(0)), cell.place or f"field:{cell.indicator.code}")


def _standing(submission: Submission, cells: Sequence[Cell]) -> list[Standing]:
    rows = ledger.facts_in_force().filter(
        division=submission.division,
        period=submission.period,
        status=FactStatus.ACTUAL,
        variant="",
        indicator_id__in=[cell.indicator_id for cell in cells],
    )
    return [
        Standing(
            row.pk,
            FactKey(row.indicator.code, submission.division.code, row.period),
            row.value,
            row.value_max,
            Comparator(row.comparator),
        )
        for row in rows.select_related("indicator")
    ]


def _source(submission: Submission, cells: Sequence[Cell]) -> NewSource:
    workbook: Workbook | None = cells[0].workbook
    title = f"{submission.dataset.name} {submission.period} {submission.division.name}"
    lines = [_line(cell) for cell in cells]
    typed = EvidenceKind.FORM if cells[0].saved_by_id is not None else EvidenceKind.GENERATED  # by nobody: made up
    return NewSource(
        kind=EvidenceKind.WORKBOOK if workbook else typed,
        title=f"{title} · {workbook.file_name}" if workbook else title,
        text="\n".join(lines),
        division=submission.division.code,
        published=submission.submitted_on,
        original=bytes(workbook.data) if workbook else None,
    )


def _line(cell: Cell) -> str:
    said = f"{cell.indicator.name}\t{plain(cell.value or Decimal(0))}\t{cell.indicator.unit}"
    return f"{said}\t{cell.comment}" if cell.comment else said
