"""Writes: who speaks at a meeting; and decks, for one unit or for all the speakers."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings import filling, queries
from leitai.meetings.domain.deck import Language
from leitai.meetings.domain.meeting import MeetingPlan
from leitai.meetings.models import Meeting, Speaker
from leitai.meetings.rendering import render_deck

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit


@dataclass(frozen=True, slots=True)
class MadeDeck:
    """A deck as a file: its name and its bytes."""

    unit: str
    file_name: str
    data: bytes


class NoSuchUnitError(LookupError):
    """A unit is not in the edition; says which."""

    def __init__(self, edition: str, code: str) -> None:
        super().__init__(f"edition {edition} has no unit {code}: give the 12-digit code of one of its units")


class MeetingError(ValueError):
    """A meeting that cannot be set up so; says why and what to do."""


@transaction.atomic
def choose_speakers(*, actor: Actor, edition: "Edition", plan: MeetingPlan) -> Meeting:
    """Set up the meeting of an edition, or change it: its day, its name, who speaks in which order.

    Raises NoSuchUnitError for a unit that the edition lacks, MeetingError where nobody speaks or one speaks twice.
    """
    if not plan.speakers:
        raise MeetingError(_("nobody speaks: give at least one unit a place in the order"))
    if len(set(plan.speakers)) < len(plan.speakers):
        raise MeetingError(_("a unit speaks twice: give each unit one place"))
    units = [_unit(edition, code) for code in plan.speakers]
    meeting, made = Meeting.objects.update_or_create(
        edition=edition, defaults={"day": plan.day, "name": plan.name, "name_en": plan.name_en}
    )
    meeting.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(meeting=meeting, division_id=unit.division_id, place=place) for place, unit in enumerate(units, start=1)
    )
    told = {"edition": edition.code, "speakers": list(plan.speakers)}
    accounts.record(
        actor=actor, verb="meeting.begin" if made else "meeting.change", subject=meeting, summary=plan.name, detail=told
    )
    return meeting


def make_decks(
    *, actor: Actor, edition: "Edition", units: Sequence[str], language: Language = Language.CHINESE, meeting: str = ""
) -> Iterator[MadeDeck]:
    """Decks of units (12-digit codes) in an edition, one after the other. Raises NoSuchUnitError before the first."""
    setting = filling.setting_of(edition, language, meeting or queries.meeting_name(edition, language))
    chosen = [_unit(edition, code) for code in units]
    for unit in chosen:
        yield _made(setting, unit, actor)


def _unit(edition: "Edition", code: str) -> "EditionUnit":
    found = league.unit_of(edition, code)
    if found is None:
        raise NoSuchUnitError(edition.code, code)
    return found


def _made(setting: filling.Setting, unit: "EditionUnit", actor: Actor) -> MadeDeck:
    buffer = io.BytesIO()
    render_deck(filling.content_of(setting, unit, actor), buffer)
    return MadeDeck(unit.name, f"{setting.edition.code}-{unit.division.code}.pptx", buffer.getvalue())
