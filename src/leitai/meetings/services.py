"""Making decks: one unit, or all the speakers of a meeting."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings import filling, queries
from leitai.meetings.domain.deck import Language
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


def make_decks(
    *, actor: Actor, edition: "Edition", units: Sequence[str], language: Language = Language.CHINESE, meeting: str = ""
) -> Iterator[MadeDeck]:
    """Decks of units (12-digit codes) in an edition, one after the other. Raises NoSuchUnitError before the first."""
    setting = filling.setting_of(edition, language, meeting or queries.meeting_name(language))
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
