"""The figures of an edition, gathered from the ledger as it stood at a moment."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from leitai.divisions import queries as divisions
from leitai.league.domain import Panel, Scheme
from leitai.league.models import Edition
from leitai.ledger import queries as ledger
from leitai.ledger.domain.periods import Period

_GROUP_OF_KIND = {"street": "streets", "town": "towns", "township": "towns"}


class NothingToRank(LookupError):
    """An edition has no units or no figures; says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an edition is computed from: the units, the panel, and the fact behind each of its values (0 = none)."""

    places: tuple[divisions.Standing, ...]
    panel: Panel
    facts: NDArray[np.int64]
    generated: NDArray[np.bool_]


def gather(edition: Edition, scheme: Scheme) -> Gathered:
    """The figures in force at the edition's moment, as a panel of units × what the scheme reads."""
    return gather_columns(edition, scheme.columns, edition.as_of)


def gather_columns(edition: Edition, columns: tuple[str, ...], as_of: datetime | None) -> Gathered:
    """The figures of the edition's period in force at a moment. Raises NothingToRank."""
    places = tuple(divisions.members(edition.group, Period.parse(edition.period).last))
    if not places:
        said = _("the group %(group)s has no members in %(period)s: fill it first")
        raise NothingToRank(said % {"group": edition.group, "period": edition.period})
    found = ledger.figures(
        divisions={place.code: place.id for place in places}, indicators=columns, period=edition.period, as_of=as_of
    )
    if not found.facts.any():
        said = _("the ledger holds no figure of the scheme for %(period)s: hand some in first")
        raise NothingToRank(said % {"period": edition.period})
    panel = Panel(
        units=tuple(place.code for place in places),
        indicators=columns,
        values=found.values,
        groups={
            "kind": tuple(_GROUP_OF_KIND.get(place.kind, str(place.kind)) for place in places),
            "county": tuple(place.county_code for place in places),
        },
    )
    return Gathered(places, panel, found.facts, found.generated)
