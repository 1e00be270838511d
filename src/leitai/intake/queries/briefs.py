"""Reads of briefs: which an actor may see, and what waits for them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from leitai.accounts.domain import Actor, Role
from leitai.divisions import queries as divisions
from leitai.intake import clock
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.models import Brief, BriefFigure


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many briefs wait for an actor: to be finished, mended, or decided."""

    drafts: int
    returned: int
    submitted: int


def briefs_for(actor: Actor) -> QuerySet[Brief]:
    """Briefs of the divisions in the scope of an actor; auditors and administrators see all."""
    rows = (
        Brief.objects.select_related("division", "created_by__division")
        .annotate(kept=Count("figures", filter=Q(figures__decision=Decision.KEPT)), found=Count("figures"))
        .order_by("-created_at", "-id")
    )
    if actor.has(Role.AUDITOR, Role.ADMINISTRATOR):
        return rows
    if actor.has(Role.REVIEWER):
        return rows.filter(division__code__in=actor.scope).exclude(state=BriefState.DRAFT)
    return rows.filter(division__code__in=actor.scope) if actor.has(Role.REPORTER) else rows.none()


def brief_for(actor: Actor, number: int) -> Brief | None:
    """One brief, where the actor may see it."""
    return briefs_for(actor).filter(pk=number).first()


def reach_of(brief: Brief) -> frozenset[str]:
    """The codes of the units whose figures a brief may hold: its own and all below it, on its day or now."""
    code = brief.division.code
    return divisions.codes_within(code, brief.published) | divisions.codes_within(code, clock.today()) | {code}


def figures_of(brief: Brief) -> list[BriefFigure]:
    """The figures of a brief in the order of the text."""
    return list(brief.figures.select_related("indicator", "division", "fact").order_by("ordinal"))


def waiting_for(actor: Actor) -> Waiting:
    """What waits for an actor."""
    mine = briefs_for(actor)
    reporter, reviewer = actor.has(Role.REPORTER), actor.has(Role.REVIEWER)
    return Waiting(
        drafts=mine.filter(state=BriefState.DRAFT).count() if reporter else 0,
        returned=mine.filter(state=BriefState.RETURNED).count() if reporter else 0,
        submitted=mine.filter(state=BriefState.SUBMITTED).count() if reviewer else 0,
    )
