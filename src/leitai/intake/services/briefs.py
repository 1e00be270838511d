"""Writes: a brief handed in, its figures decided, submitted, returned, accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake import extraction
from leitai.intake.domain.acceptance import Standing, entries_of
from leitai.intake.domain.proposals import LEDGER_ROLES, Proposal
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.models import Brief, BriefFigure
from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactStatus
from leitai.ledger.domain.recording import NewSource


class BriefError(ValueError):
    """A step that the brief does not allow now; says why and what to do first."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a reporter says a figure means."""

    indicator_id: int
    division_id: int
    period: str
    status: FactStatus
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None = None


@transaction.atomic
def hand_in_brief(
    *, actor: Actor, division_code: str, title: str, text: str, published: date, file_name: str = ""
) -> Brief:
    """Keep a brief as a draft with the figures found in it. `text` keeps its characters: places count in them."""
    division = divisions.by_code(division_code)
    if division is None or actor.post_id is None:
        raise BriefError(_("a brief needs a unit and a post that hands it in: choose your post first"))
    brief = Brief.objects.create(
        division=division,
        title=title,
        text=text,
        published=published,
        file_name=file_name,
        created_by_id=actor.post_id,
        created_at=timezone.now(),
    )
    found = extraction.proposals_of(text, published=published, submitter=division_code)
    BriefFigure.objects.bulk_create(_figures(brief, found))
    accounts.record(actor=actor, verb="brief.hand_in", subject=brief, division_code=division_code, summary=title)
    return brief


def _figures(brief: Brief, found: Iterable[Proposal]) -> list[BriefFigure]:
    proposals = list(found)
    indicators = ledger_queries.indicator_ids(frozenset(p.indicator for p in proposals if p.indicator))
    places = divisions.by_codes(frozenset(p.division for p in proposals if p.division))
    ids = {code: row.pk for code, row in places.items()}
    return [_figure(brief, number, proposal, indicators, ids) for number, proposal in enumerate(proposals)]


def _figure(
    brief: Brief, number: int, proposal: Proposal, indicators: Mapping[str, int], places: Mapping[str, int]
) -> BriefFigure:
    repeated = proposal.same_as is not None
    aside = proposal.role not in LEDGER_ROLES or repeated
    return BriefFigure(
        brief=brief,
        ordinal=number,
        start=proposal.start,
        end=proposal.end,
        sentence_start=proposal.sentence_start,
        sentence_end=proposal.sentence_end,
        surface=proposal.surface[:100],
        role=proposal.role,
        phrase=proposal.phrase[:200],
        actor=proposal.actor[:100],
        indicator_id=indicators.get(proposal.indicator or ""),
        score=proposal.score,
        division_id=places.get(proposal.division or ""),
        period=proposal.period,
        status=proposal.status,
        comparator=proposal.comparator,
        value=proposal.value,
        value_max=proposal.value_max,
        unit=proposal.unit[:40],
        doubts=list(proposal.doubts),
        rules=list(proposal.rules),
        decision=Decision.DROPPED if aside else Decision.PROPOSED,
    )


@transaction.atomic
def edit_figure(*, actor: Actor, figure: BriefFigure, edit: Edit) -> None:
    """Say what a figure means, and keep it. A phrase matched to another indicator is proposed as its alias."""
    _require_open(figure.brief)
    indicator = ledger_queries.indicators().get(pk=edit.indicator_id)
    if figure.indicator_id != edit.indicator_id and figure.phrase:
        ledger.propose_alias(actor=actor, indicator=indicator, phrase=figure.phrase)
    for name in ("indicator_id", "division_id", "period", "status", "comparator", "value", "value_max"):
        setattr(figure, name, getattr(edit, name))
    figure.unit, figure.edited, figure.decision = indicator.unit, True, Decision.KEPT
    figure.save()
    accounts.record(actor=actor, verb="brief.edit", subject=figure.brief, summary=figure.surface)


@transaction.atomic
def decide_figure(*, actor: Actor, figure: BriefFigure, decision: Decision) -> None:
    """Keep a figure as proposed, drop it, or take the decision back. Only a complete figure can be kept."""
    _require_open(figure.brief)
    if decision is Decision.KEPT and not is_complete(figure):
        raise BriefError(_("the figure has no indicator, unit, value or period yet: edit it first"))
    figure.decision = decision
    figure.save(update_fields=["decision"])
    accounts.record(actor=actor, verb=f"brief.{decision}", subject=figure.brief, summary=figure.surface)


@transaction.atomic
def keep_complete(*, actor: Actor, brief: Brief) -> int:
    """Keep every proposed figure that is complete; gives how many."""
    _require_open(brief)
    chosen = [f for f in brief.figures.filter(decision=Decision.PROPOSED) if is_complete(f) and not f.doubts]
    BriefFigure.objects.filter(pk__in=[figure.pk for figure in chosen]).update(decision=Decision.KEPT)
    accounts.record(actor=actor, verb="brief.keep_complete", subject=brief, summary=str(len(chosen)))
    return len(chosen)


def is_complete(figure: BriefFigure) -> bool:
    """Whether the figure may enter the ledger as it stands."""
    return None not in (figure.indicator_id, figure.division_id, figure.value) and bool(figure.period)


@transaction.atomic
def submit_brief(*, actor: Actor, brief: Brief) -> None:
    """Send a brief to its reviewer. Figures not decided yet are left out."""
    _require_open(brief)
    if not brief.figures.filter(decision=Decision.KEPT).exists():
        raise BriefError(_("no figure is kept yet: keep at least one, then submit"))
    brief.figures.filter(decision=Decision.PROPOSED).update(decision=Decision.DROPPED)
    brief.state, brief.submitted_at, brief.remark = BriefState.SUBMITTED, timezone.now(), ""
    brief.save(update_fields=["state", "submitted_at", "remark"])
    accounts.record(actor=actor, verb="brief.submit", subject=brief, summary=brief.title)


@transaction.atomic
def return_brief(*, actor: Actor, brief: Brief, remark: str) -> None:
    """Send a brief back to its reporter, saying why."""
    brief = _locked(brief)
    _require_submitted(brief)
    if not remark.strip():
        raise BriefError(_("say what must be mended: the reporter sees nothing else"))
    _decide(brief, BriefState.RETURNED, actor, remark)
    accounts.record(actor=actor, verb="brief.return", subject=brief, summary=remark)


@transaction.atomic
def accept_brief(*, actor: Actor, brief: Brief, reason: str = "") -> list[int]:
    """Enter the kept figures in the ledger with their sentences as evidence; gives the numbers of new facts.

    A figure that the ledger holds already is not entered twice. One that differs from the figure in force corrects it,
    and then `reason` must say why.
    """
    brief = _locked(brief)
    _require_submitted(brief)
    kept = list(brief.figures.filter(decision=Decision.KEPT).select_related("indicator", "division"))
    plan = entries_of([extraction.candidate(figure) for figure in kept], _standing(kept), reason)
    if plan.conflicts and not reason.strip():
        raise BriefError(_unexplained(len(plan.conflicts)))
    source = NewSource(EvidenceKind.BRIEF, brief.title, brief.text, brief.division.code, brief.published)
    numbers = ledger.record_facts(actor=actor, source=source, entries=plan.entries) if plan.entries else []
    _link(kept, plan.facts_for(numbers))
    _decide(brief, BriefState.ACCEPTED, actor, "")
    accounts.record(actor=actor, verb="brief.accept", subject=brief, summary=f"{len(numbers)} · {brief.title}")
    return numbers


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


def _locked(brief: Brief) -> Brief:
    return Brief.objects.select_for_update(of=("self",)).select_related("division").get(pk=brief.pk)


def _require_open(brief: Brief) -> None:
    if not BriefState(brief.state).open:
        raise BriefError(_("the brief has been submitted and cannot be changed: ask its reviewer to return it"))


def _require_submitted(brief: Brief) -> None:
    if brief.state != BriefState.SUBMITTED:
        raise BriefError(_("the brief does not wait for a decision: it is a draft, or was decided already"))
