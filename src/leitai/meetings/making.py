"""Decks for the command line: as anybody may see them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db import connection

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings import queries, services
from leitai.meetings.domain.deck import Language

if TYPE_CHECKING:
    from leitai.league.models import Edition

_READER = Actor.anonymous()


def speakers(edition_code: str = "") -> tuple[str, ...]:
    """The units that speak of a published edition, the newest if none is named. Raises LookupError."""
    return queries.speakers(_edition(edition_code))


def speakers_ready() -> bool:
    """Whether the tables are there and a published edition has units that speak of it."""
    tables = connection.introspection.table_names()
    if not {"league_edition", "meetings_meeting"} <= set(tables):
        return False
    newest = league.newest_edition(_READER)
    return newest is not None and bool(queries.speakers(newest))


def decks(edition_code: str, units: Sequence[str], language: str) -> Iterator[services.MadeDeck]:
    """Decks of units in a published edition. Raises LookupError where there is none."""
    edition = _edition(edition_code)
    return services.make_decks(actor=_READER, edition=edition, units=units, language=Language(language))


def _edition(code: str) -> "Edition":
    found = league.edition_for(_READER, code) if code else league.newest_edition(_READER)
    if found is None:
        raise LookupError(
            f"there is no published edition {code}: publish one. That of the demonstration comes by "
            "`leitai demo --load-only`, and is read with LEITAI_DATA=var/demo"
        )
    return found
