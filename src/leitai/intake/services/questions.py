"""Writes: questions about patterns, their answers, and closing them. None of them touches a figure or a score."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake.domain.typing_in import words_typed
from leitai.intake.models import PatternQuestion
from leitai.intake.queries import questions as queries
from leitai.intake.services.datasets import IntakeError
from leitai.ledger import queries as ledger


@transaction.atomic
def look_for_patterns(*, actor: Actor) -> int:
    """Ask about every pattern that was not asked about yet. Gives how many."""
    found = queries.patterns()
    places = divisions.by_codes(frozenset(one.division for one in found if one.division))
    indicators = ledger.indicator_ids(frozenset(one.indicator for one in found if one.indicator))
    before, now = PatternQuestion.objects.count(), timezone.now()
    PatternQuestion.objects.bulk_create(
        [
            PatternQuestion(
                pattern=one.pattern,
                division=places.get(one.division),
                indicator_id=indicators.get(one.indicator),
                period=one.period,
                numbers=dict(one.numbers),
                seen_at=now,
            )
            for one in found
        ],
        ignore_conflicts=True,
    )
    asked = PatternQuestion.objects.count() - before
    accounts.record(actor=actor, verb="pattern.look", summary=f"{asked} / {len(found)}")
    return asked


@transaction.atomic
def answer_question(*, actor: Actor, question: PatternQuestion, answer: str) -> None:
    """Say how a pattern came about. Raises IntakeError."""
    if question.division is None or not actor.covers(question.division.code):
        raise IntakeError(_("The unit lies outside your post."))
    if question.closed_at is not None or not words_typed(answer):
        raise IntakeError(_("Write an answer; a closed question takes none."))
    question.answer, question.answered_at, question.answered_by_id = (
        words_typed(answer, 1000),
        timezone.now(),
        actor.post_id,
    )
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    accounts.record(actor=actor, verb="pattern.answer", subject=question, summary=words_typed(answer))


@transaction.atomic
def close_question(*, actor: Actor, question: PatternQuestion, closing: str) -> None:
    """Close a question, saying what came of it. Raises IntakeError."""
    if question.closed_at is not None or not words_typed(closing):
        raise IntakeError(_("Say what came of the question; it is closed once."))
    question.closing, question.closed_at, question.closed_by_id = (
        words_typed(closing, 1000),
        timezone.now(),
        actor.post_id,
    )
    question.save(update_fields=["closing", "closed_at", "closed_by"])
    accounts.record(actor=actor, verb="pattern.close", subject=question, summary=words_typed(closing))
