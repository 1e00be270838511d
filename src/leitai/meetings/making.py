"""Decks for the command line: as anybody may see them."""

from collections.abc import Iterator, Sequence

from django.db import connection

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.meetings import queries, services
from leitai.meetings.domain.deck import Language

_READER = Actor.anonymous()


def speakers() -> tuple[str, ...]:
    """The units that spoke."""
    return queries.speakers()


def speakers_ready() -> bool:
    """Whether the tables are there and a published edition has a unit for each speaker."""
    if "league_edition" not in connection.introspection.table_names():
        return False
    newest = league.newest_edition(_READER)
    return newest is not None and all(league.unit_of(newest, code) for code in speakers())


def decks(edition_code: str, units: Sequence[str], language: str) -> Iterator[services.MadeDeck]:
    """Decks of units in a published edition. Raises LookupError where there is none."""
    edition = league.edition_for(_READER, edition_code) if edition_code else league.newest_edition(_READER)
    if edition is None:
        raise LookupError(f"there is no published edition {edition_code}: `leitai demo --load-only` loads some")
    return services.make_decks(actor=_READER, edition=edition, units=units, language=Language(language))
