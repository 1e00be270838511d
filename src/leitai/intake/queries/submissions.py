"""Reads of submissions: what waits for whom, their history, what changed since somebody decided."""

from django.db.models import Count, Q, QuerySet

from leitai.accounts.domain import Actor, Role
from leitai.intake.domain.datasets import Step, spec_of
from leitai.intake.domain.submissions import Move, SubmissionState
from leitai.intake.models import CellChange, History, Lock, Submission, UnlockRequest
from leitai.intake.queries.datasets import SEE_ALL, Terms
from leitai.intake.queries.entry import Target
from leitai.ledger.domain.periods import Period

DECISIONS = (Move.PASS, Move.ACCEPT, Move.RETURN, Move.REOPEN)


def submissions_for(actor: Actor) -> QuerySet[Submission]:
    """Submissions in the scope of an actor; reviewers and the city see no drafts, the city sees all units."""
    rows = Submission.objects.select_related("dataset", "version", "division").annotate(
        filled=Count("cells", filter=Q(cells__value__isnull=False))
    )
    if actor.has(*SEE_ALL):
        return rows.exclude(state=SubmissionState.DRAFT)
    if actor.has(Role.REVIEWER):
        return rows.filter(division__code__in=actor.scope).exclude(state=SubmissionState.DRAFT)
    return rows.filter(division__code__in=actor.scope) if actor.has(Role.REPORTER) else rows.none()


def waiting(actor: Actor) -> QuerySet[Submission]:
    """Submissions that wait for this actor's decision, the oldest first."""
    rows = submissions_for(actor).order_by("submitted_at")
    ways = [(version, spec_of(version).review) for version in _definitions(rows)]
    if actor.has(Role.REVIEWER):
        return rows.filter(_matching(ways, SubmissionState.SUBMITTED, Step.COUNTY))
    if actor.has(Role.LEAGUE_OFFICER):
        first = _matching(ways, SubmissionState.SUBMITTED, Step.CITY)
        return rows.filter(first | Q(state=SubmissionState.PASSED))
    return rows.none()


def _definitions(rows: QuerySet[Submission]) -> list[dict[str, object]]:
    waits = rows.order_by().filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.PASSED])
    return list({row.version_id: row.version.definition for row in waits}.values())


def _matching(ways: list[tuple[dict[str, object], tuple[Step, ...]]], state: SubmissionState, step: Step) -> Q:
    chosen = Q(pk__in=[])
    for definition, review in ways:
        if review[0] is step:
            chosen |= Q(version__definition__code=definition["code"], version__valid_from=definition["valid_from"])
    return chosen & Q(state=state)


def any_submissions() -> bool:
    """Whether anything was ever typed into a form."""
    return Submission.objects.exists()


def waiting_count(actor: Actor) -> int:
    """How many submissions wait for an actor."""
    return waiting(actor).count()


def by_number(actor: Actor, number: int) -> Submission | None:
    """One submission, where the actor may see it."""
    return submissions_for(actor).filter(pk=number).first()


def by_numbers(actor: Actor, numbers: list[int]) -> list[Submission]:
    """Several submissions that wait for an actor."""
    return list(waiting(actor).filter(pk__in=numbers))


def history_of(submission: Submission) -> list[History]:
    """What was done with a submission, oldest first."""
    return list(submission.history.select_related("by__division"))


def changed_since_decision(submission: Submission) -> frozenset[str]:
    """The indicators whose cells were changed since somebody last decided; none before the first decision."""
    last = submission.history.filter(move__in=DECISIONS).order_by("-id").first()
    if last is None:
        return frozenset()
    rows = CellChange.objects.filter(cell__submission=submission, at__gt=last.at)
    return frozenset(rows.values_list("cell__indicator__code", flat=True))


def open_request(lock: Lock, division_id: int) -> UnlockRequest | None:
    """The newest request of a unit to be let in."""
    return lock.requests.filter(division_id=division_id).order_by("-id").first()


def target_of_submission(submission: Submission) -> Target:
    """The form of a submission."""
    terms = Terms(submission.version, spec_of(submission.version.definition), None)
    return Target(terms, Period.parse(submission.period), submission.division)
