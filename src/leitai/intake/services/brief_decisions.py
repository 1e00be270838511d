"""Writes of reviewers: a brief returned, or accepted, which alone makes facts of its figures."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions.queries import place_name
from leitai.intake import extraction
from leitai.intake.domain.acceptance import Plan, Standing, entries_of
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.models import Brief, BriefFigure
from leitai.intake.services.brief_steps import BriefError, held_submitted, require_agreement, require_within
from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.recording import NewSource


@transaction.atomic
def return_brief(*, actor: Actor, brief: Brief, remark: str) -> None:
    """Send a brief back to its reporter, saying why."""
    brief = held_submitted(brief)
    if not remark.strip():
        raise BriefError(_("say what must be mended: the reporter sees nothing else"))
    _decide(brief, BriefState.RETURNED, actor, remark)
    accounts.record(actor=actor, verb="brief.return", subject=brief, summary=remark)


@transaction.atomic
def accept_brief(*, actor: Actor, brief: Brief, reason: str = "") -> list[int]:
    """Enter the kept figures in the ledger with their sentences as evidence; gives the numbers of new facts.

    A figure that the ledger holds already is not entered twice. One that differs from the figure in force corrects it,
    and then `reason` must say why. Raises BriefError, also where another figure came into force meanwhile.
    """
    brief = held_submitted(brief)
    kept = list(brief.figures.filter(decision=Decision.KEPT).select_related("indicator", "division"))
    require_within(brief, kept)
    _require_covered(actor, kept)
    plan = entries_of([extraction.candidate(figure) for figure in kept], _standing(kept), reason)
    require_agreement(plan, kept)
    if plan.conflicts and not reason.strip():
        raise BriefError(_unexplained(len(plan.conflicts)))
    numbers = _recorded(actor, brief, plan)
    _link(kept, plan.facts_for(numbers))
    _decide(brief, BriefState.ACCEPTED, actor, "")
    accounts.record(actor=actor, verb="brief.accept", subject=brief, summary=f"{len(numbers)} · {brief.title}")
    return numbers


def _require_covered(actor: Actor, kept: list[BriefFigure]) -> None:
    for figure in kept:
        if figure.division is not None and not actor.covers(figure.division.code):
            raise BriefError(
                _("“%(figure)s” is of %(unit)s, outside your post: return the brief, or leave it to whoever covers it")
                % {"figure": figure.surface, "unit": place_name(figure.division.name)}
            )


def _recorded(actor: Actor, brief: Brief, plan: Plan) -> list[int]:
    if not plan.entries:
        return []
    source = NewSource(EvidenceKind.BRIEF, brief.title, brief.text, brief.division.code, brief.published)
    try:
        return ledger.record_facts(actor=actor, source=source, entries=plan.entries)
    except ledger.FactInForce as error:
        raise BriefError(
            _("another figure came into force for one of these meanwhile: read the brief again, then decide")
        ) from error


def _unexplained(conflicts: int) -> str:
    said = ngettext(
        "%(n)d figure differs from the one in force: say why it is corrected",
        "%(n)d figures differ from those in force: say why they are corrected",
        conflicts,
    )
    return said % {"n": conflicts}


def _standing(kept: list[BriefFigure]) -> list[Standing]:
    rows = ledger_queries.facts_in_force().filter(
        indicator_id__in={figure.indicator_id for figure in kept},
        division_id__in={figure.division_id for figure in kept},
        variant="",
    )
    return [extraction.standing(fact) for fact in rows.select_related("indicator", "division")]


def _link(kept: list[BriefFigure], facts: Mapping[int, int]) -> None:
    for figure in kept:
        figure.fact_id = facts.get(figure.ordinal)
    BriefFigure.objects.bulk_update(kept, ["fact"])


def _decide(brief: Brief, state: BriefState, actor: Actor, remark: str) -> None:
    brief.state, brief.remark = state, remark
    brief.decided_by_id, brief.decided_at = actor.post_id, timezone.now()
    brief.save(update_fields=["state", "remark", "decided_by", "decided_at"])
