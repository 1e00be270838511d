"""Writes of reporters: a brief handed in, its figures decided, submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake import extraction, queries
from leitai.intake.domain.acceptance import entries_of
from leitai.intake.domain.amounts import Said, in_unit
from leitai.intake.domain.proposals import LEDGER_ROLES, Proposal
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.models import Brief, BriefFigure
from leitai.intake.services.brief_steps import BriefError, held_open, require_agreement, require_within
from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger
from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.ledger.domain.units import UnitError

if TYPE_CHECKING:
    from leitai.ledger.models import Indicator


@dataclass(frozen=True, slots=True)
class Edit:
    """What a reporter says a figure means; the values are in `unit`, a unit of measure."""

    indicator_id: int
    division_id: int
    period: str
    status: FactStatus
    comparator: Comparator
    value: Decimal
    unit: str
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


@dataclass(frozen=True, slots=True)
class _Known:
    """Row numbers by code, and the codes of the units whose figures the brief may hold."""

    indicators: Mapping[str, int]
    places: Mapping[str, int]
    reach: frozenset[str]


def _figures(brief: Brief, found: Iterable[Proposal]) -> list[BriefFigure]:
    proposals = list(found)
    places = divisions.by_codes(frozenset(p.division for p in proposals if p.division))
    known = _Known(
        indicators=ledger_queries.indicator_ids(frozenset(p.indicator for p in proposals if p.indicator)),
        places={code: row.pk for code, row in places.items()},
        reach=queries.reach_of(brief),
    )
    return [_figure(brief, number, proposal, known) for number, proposal in enumerate(proposals)]


def _figure(brief: Brief, number: int, proposal: Proposal, known: _Known) -> BriefFigure:
    """A proposal as a row; set aside where it is context, a repeat, or of a unit outside that of the brief."""
    repeated = proposal.same_as is not None
    aside = proposal.role not in LEDGER_ROLES or repeated or proposal.division not in {None, *known.reach}
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
        indicator_id=known.indicators.get(proposal.indicator or ""),
        score=proposal.score,
        division_id=known.places.get(proposal.division or ""),
        period=proposal.period,
        status=proposal.status,
        comparator=proposal.comparator,
        value=proposal.value,
        value_max=proposal.value_max,
        unit=proposal.unit[:40],
        base_value=proposal.base_value,
        base_max=proposal.base_max,
        base_unit=proposal.base_unit[:40],
        doubts=list(proposal.doubts),
        rules=list(proposal.rules),
        decision=Decision.DROPPED if aside else Decision.PROPOSED,
    )


@transaction.atomic
def edit_figure(*, actor: Actor, figure: BriefFigure, edit: Edit) -> None:
    """Say what a figure means, and keep it. A phrase matched to another indicator is proposed as its alias.

    Values in another unit of measure than the indicator's are converted into it. Raises BriefError.
    """
    figure = _held_figure(figure)
    indicator = ledger_queries.indicators().get(pk=edit.indicator_id)
    value, value_max = _converted(figure, edit, indicator)
    if figure.indicator_id != edit.indicator_id and figure.phrase:
        ledger.propose_alias(actor=actor, indicator=indicator, phrase=figure.phrase)
    for name in ("indicator_id", "division_id", "period", "status", "comparator"):
        setattr(figure, name, getattr(edit, name))
    figure.value, figure.value_max, figure.unit = value, value_max, indicator.unit
    figure.edited, figure.decision = True, Decision.KEPT
    require_within(figure.brief, [figure])
    figure.save()
    accounts.record(actor=actor, verb="brief.edit", subject=figure.brief, summary=figure.surface)


def _converted(figure: BriefFigure, edit: Edit, indicator: "Indicator") -> tuple[Decimal, Decimal | None]:
    try:
        return (
            in_unit(edit.value, edit.unit, indicator.unit, Said(figure.base_value, figure.base_unit)),
            None
            if edit.value_max is None
            else in_unit(edit.value_max, edit.unit, indicator.unit, Said(figure.base_max, figure.base_unit)),
        )
    except UnitError as error:
        said = _("a value in %(given)s cannot be written in %(wanted)s, the measure of %(indicator)s: type it anew")
        names = {"given": edit.unit or "?", "wanted": indicator.unit, "indicator": indicator.name}
        raise BriefError(said % names) from error


@transaction.atomic
def decide_figure(*, actor: Actor, figure: BriefFigure, decision: Decision) -> None:
    """Keep a figure as proposed, drop it, or take the decision back. Only a complete figure can be kept."""
    figure = _held_figure(figure)
    if decision is Decision.KEPT:
        if not is_complete(figure):
            raise BriefError(_("the figure has no indicator, unit, value or period yet: edit it first"))
        require_within(figure.brief, [figure])
    figure.decision = decision
    figure.save(update_fields=["decision"])
    accounts.record(actor=actor, verb=f"brief.{decision}", subject=figure.brief, summary=figure.surface)


def _held_figure(figure: BriefFigure) -> BriefFigure:
    """The figure as it stands, its brief held and open."""
    brief = held_open(figure.brief)
    found = brief.figures.select_related("indicator", "division").get(pk=figure.pk)
    found.brief = brief
    return found


@transaction.atomic
def keep_complete(*, actor: Actor, brief: Brief) -> int:
    """Keep every proposed figure that is complete, without doubt, and of the brief's unit; gives how many."""
    brief = held_open(brief)
    reach = queries.reach_of(brief)
    proposed = brief.figures.filter(decision=Decision.PROPOSED, division__code__in=reach)
    chosen = [figure.pk for figure in proposed if is_complete(figure) and not figure.doubts]
    BriefFigure.objects.filter(pk__in=chosen).update(decision=Decision.KEPT)
    accounts.record(actor=actor, verb="brief.keep_complete", subject=brief, summary=str(len(chosen)))
    return len(chosen)


def is_complete(figure: BriefFigure) -> bool:
    """Whether the figure may enter the ledger as it stands."""
    return None not in (figure.indicator_id, figure.division_id, figure.value) and bool(figure.period)


@transaction.atomic
def submit_brief(*, actor: Actor, brief: Brief) -> None:
    """Send a brief to its reviewer. Figures not decided yet are left out. Raises BriefError."""
    brief = held_open(brief)
    kept = list(brief.figures.filter(decision=Decision.KEPT).select_related("indicator", "division"))
    if not kept:
        raise BriefError(_("no figure is kept yet: keep at least one, then submit"))
    require_within(brief, kept)
    require_agreement(entries_of([extraction.candidate(figure) for figure in kept], (), ""), kept)
    brief.figures.filter(decision=Decision.PROPOSED).update(decision=Decision.DROPPED)
    brief.state, brief.submitted_at, brief.remark = BriefState.SUBMITTED, timezone.now(), ""
    brief.save(update_fields=["state", "submitted_at", "remark"])
    accounts.record(actor=actor, verb="brief.submit", subject=brief, summary=brief.title)
