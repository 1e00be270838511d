"""Reads of submissions: what waits for whom, their history, what changed since somebody decided."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from leitai.accounts.domain import Actor, Role
from leitai.intake.domain.datasets import Step, spec_of
from leitai.intake.domain.submissions import Move, SubmissionState
from leitai.intake.models import CellChange, DataSetVersion, History, Lock, Submission, UnlockRequest
from leitai.intake.queries.datasets import SEE_ALL

DECISIONS = (Move.PASS, Move.ACCEPT, Move.RETURN, Move.REOPEN)


def submissions_for(actor: Actor) -> QuerySet[Submission]:
    """Submissions in the scope of an actor; reviewers and the city see no drafts, the city sees all units."""
    rows = Submission.objects.select_related("dataset", "division")
    if actor.has(*SEE_ALL):
        return rows.exclude(state=SubmissionState.DRAFT)
    if actor.has(Role.REVIEWER):
        return rows.filter(division__code__in=actor.scope).exclude(state=SubmissionState.DRAFT)
    return rows.filter(division__code__in=actor.scope) if actor.has(Role.REPORTER) else rows.none()


def waiting(actor: Actor) -> QuerySet[Submission]:
    """Submissions that wait for this actor's decision, the oldest first."""
    rows = submissions_for(actor).order_by("submitted_at", "pk")
    ways = [(version.pk, spec_of(version.definition).review) for version in DataSetVersion.objects.all()]
    if actor.has(Role.REVIEWER):
        return rows.filter(_matching(ways, SubmissionState.SUBMITTED, Step.COUNTY))
    if actor.has(Role.LEAGUE_OFFICER):
        first = _matching(ways, SubmissionState.SUBMITTED, Step.CITY)
        return rows.filter(first | Q(state=SubmissionState.PASSED))
    return rows.none()


def _matching(ways: list[tuple[int, tuple[Step, ...]]], state: SubmissionState, step: Step) -> Q:
    return Q(state=state, version__in=[version for version, review in ways if review[0] is step])


def any_submissions() -> bool:
    """Whether anything was ever typed into a form."""
    return Submission.objects.exists()


def waiting_count(actor: Actor) -> int:
    """How many submissions wait for an actor."""
    return waiting(actor).count()


def by_number(actor: Actor, number: int) -> Submission | None:
    """One submission, where the actor may see it."""
    return submissions_for(actor).select_related("version").filter(pk=number).first()


def by_numbers(actor: Actor, numbers: list[int]) -> list[Submission]:
    """Several submissions that wait for an actor."""
    return list(waiting(actor).filter(pk__in=numbers))


def history_of(submission: Submission) -> list[History]:
    """What was done with a submission, oldest first."""
    return list(submission.history.select_related("by__division"))


def changed_since_decision(submission: Submission, history: Sequence[History]) -> frozenset[str]:
    """The indicators whose cells were changed since somebody last decided; none before the first decision."""
    last = next((step for step in reversed(history) if step.move in DECISIONS), None)
    if last is None:
        return frozenset()
    rows = CellChange.objects.filter(cell__submission=submission, at__gt=last.at)
    return frozenset(rows.values_list("cell__indicator__code", flat=True))


def open_request(lock: Lock, division_id: int) -> UnlockRequest | None:
    """The newest request of a unit to be let in."""
    return lock.requests.filter(division_id=division_id).order_by("-id").first()
