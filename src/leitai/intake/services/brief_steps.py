"""What every step of a brief begins with: hold it, and see whether it may be taken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitai.divisions.queries import place_name
from leitai.intake import queries
from leitai.intake.domain.acceptance import Plan
from leitai.intake.domain.states import BriefState
from leitai.intake.models import Brief, BriefFigure


class BriefError(ValueError):
    """A step that the brief does not allow now; says why and what to do first."""


def held(brief: Brief) -> Brief:
    """The brief as it stands, held by this transaction until it ends: nobody changes it meanwhile."""
    return Brief.objects.select_for_update(of=("self",)).select_related("division").get(pk=brief.pk)


def held_open(brief: Brief) -> Brief:
    """The brief, held, where its reporter may still change it. Raises BriefError."""
    found = held(brief)
    if not BriefState(found.state).open:
        raise BriefError(_("the brief has been submitted and cannot be changed: ask its reviewer to return it"))
    return found


def held_submitted(brief: Brief) -> Brief:
    """The brief, held, where it waits for its reviewer. Raises BriefError."""
    found = held(brief)
    if found.state != BriefState.SUBMITTED:
        raise BriefError(_("the brief does not wait for a decision: it is a draft, or was decided already"))
    return found


def require_within(brief: Brief, figures: Sequence[BriefFigure]) -> None:
    """Refuse figures of units that do not belong to the unit of the brief. Raises BriefError."""
    reach = queries.reach_of(brief)
    for figure in figures:
        if figure.division is not None and figure.division.code not in reach:
            raise BriefError(
                _("“%(figure)s” is of %(unit)s, outside the unit of this brief: drop it, or give it a unit within")
                % {"figure": figure.surface, "unit": place_name(figure.division.name)}
            )


def require_agreement(plan: Plan, figures: Sequence[BriefFigure]) -> None:
    """Refuse two figures of one brief that contradict each other, naming both. Raises BriefError."""
    named = {figure.ordinal: figure for figure in figures}
    for first, second in plan.contradictions:
        one, other = named[first], named[second]
        raise BriefError(
            _("“%(one)s” and “%(other)s” both state %(indicator)s of %(unit)s in %(period)s: drop one, or mend it")
            % {
                "one": one.surface,
                "other": other.surface,
                "indicator": one.indicator.name if one.indicator else "",
                "unit": place_name(one.division.name) if one.division else "",
                "period": one.period,
            }
        )
