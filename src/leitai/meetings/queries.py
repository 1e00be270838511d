"""Reads for meetings: who speaks, and the units of an edition with one's own first."""

import math
from typing import TYPE_CHECKING

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings.domain.deck import Language
from leitai.meetings.domain.meeting import UNNAMED, MeetingPlan
from leitai.meetings.models import Meeting

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit

FIRST = 5


def meeting_of(edition: "Edition") -> MeetingPlan | None:
    """The meeting of an edition, or that of the edition it corrects; None where nobody has set one up."""
    about: Edition | None = edition
    while about is not None:
        found = Meeting.objects.filter(edition=about).first()
        if found is not None:
            codes = found.speakers.values_list("division__code", flat=True)
            return MeetingPlan(found.day, found.name, found.name_en, tuple(codes))
        about = about.corrects
    return None


def speakers(edition: "Edition") -> tuple[str, ...]:
    """The units of an edition that speak, in their order: those chosen, or else the first of each group."""
    meeting = meeting_of(edition)
    if meeting is None:
        return first_of_each_group(edition, FIRST)
    inside = {unit.division.code for unit in league.board(edition)}
    return tuple(code for code in meeting.speakers if code in inside)


def first_of_each_group(edition: "Edition", number: int) -> tuple[str, ...]:
    """So many of the streets and as many of the towns and townships, those of the best ranks, by rank."""
    ranked = [unit for unit in league.board(edition) if unit.rank is not None]
    streets = [unit for unit in ranked if unit.kind == "street"][:number]
    towns = [unit for unit in ranked if unit.kind != "street"][:number]
    chosen = {unit.division.code for unit in (*streets, *towns)}
    return tuple(unit.division.code for unit in ranked if unit.division.code in chosen)


def meeting_name(edition: "Edition", language: Language) -> str:
    """What the meeting of an edition is called."""
    meeting = meeting_of(edition)
    return UNNAMED[language] if meeting is None else meeting.called(language)


def units_first_own(edition: "Edition", actor: Actor) -> "list[EditionUnit]":
    """The units of an edition: those in the scope of the actor first, then the speakers, then the others by rank."""
    order = {code: place for place, code in enumerate(speakers(edition))}
    apart = not actor.has(*league.OFFICERS)  # to the city's officers all units are their own
    return sorted(
        league.board(edition),
        key=lambda unit: (
            apart and not actor.covers(unit.division.code),
            order.get(unit.division.code, len(order)),
            unit.rank or math.inf,
        ),
    )
