"""Reads for meetings: who speaks, and the units of an edition with one's own first."""

import math
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings.domain.deck import Language

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit


@cache
def speakers() -> tuple[str, ...]:
    """The units that spoke at the meeting the package comes with, in their order, by 12-digit code."""
    return tuple(row["unit"] for row in _meeting()["speaker"])


def meeting_name(language: Language) -> str:
    """What that meeting is called."""
    return str(_meeting()["name_en" if language is Language.ENGLISH else "name"])


@cache
def _meeting() -> dict[str, Any]:
    text = resources.files("leitai.meetings").joinpath("data", "meeting_2019.toml").read_text("utf-8")
    return tomllib.loads(text)


def units_first_own(edition: "Edition", actor: Actor) -> "list[EditionUnit]":
    """The units of an edition: those in the scope of the actor first, then the speakers, then the others by rank."""
    order = {code: place for place, code in enumerate(speakers())}
    own = actor.division_code
    return sorted(
        league.board(edition),
        key=lambda unit: (
            unit.division.code != own,
            order.get(unit.division.code, len(order)),
            unit.rank or math.inf,
        ),
    )
