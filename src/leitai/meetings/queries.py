"""Reads for meetings: who speaks, and the units of an edition with one's own first."""

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from leitai.accounts.domain import Actor
from leitai.league import queries as league

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit


@cache
def speakers() -> tuple[str, ...]:
    """The units that spoke at the meeting the package comes with, in their order, by 12-digit code."""
    text = resources.files("leitai.meetings").joinpath("data", "meeting_2019.toml").read_text("utf-8")
    return tuple(row["unit"] for row in tomllib.loads(text)["speaker"])


def units_first_own(edition: "Edition", actor: Actor) -> "list[EditionUnit]":
    """The units of an edition: those in the scope of the actor first, then the speakers, then the others by rank."""
    order = {code: place for place, code in enumerate(speakers())}
    own = actor.division_code
    return sorted(
        league.board(edition),
        key=lambda unit: (
            unit.division.code != own,
            order.get(unit.division.code, len(order)),
            unit.rank,
        ),
    )
