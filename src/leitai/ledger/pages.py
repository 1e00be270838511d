"""What the pages of the ledger show."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitai.ledger import queries
from leitai.ledger.domain.evidence import Place, PlaceKind, excerpt
from leitai.ledger.domain.moments import MomentError, moment_named
from leitai.ledger.models import Fact

DIMENSION_LABELS = {
    "quality": _("Quality"),
    "standing": _("Standing"),
    "innovation": _("Innovation"),
    "projects": _("Projects"),
    "environment": _("Environment"),
    "responsibility": _("Responsibility"),
}


def catalogue_page(words: str) -> dict[str, Any]:
    """Indicators grouped by dimension, in the order of the six comparisons."""
    rows = queries.indicators()
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(code__icontains=word)
            | Q(aliases__phrase__icontains=word)
        ).distinct()
    order = list(DIMENSION_LABELS)
    ranked = sorted(rows, key=lambda row: (order.index(row.dimension) if row.dimension in order else 9, row.code))
    groups = [
        (DIMENSION_LABELS.get(name, name), list(inside)) for name, inside in groupby(ranked, lambda row: row.dimension)
    ]
    return {"groups": groups, "query": words, "count": len(ranked)}


def moment(text: str) -> datetime | None:
    """The moment that a reader names, of a day its last; None where they name none."""
    try:
        return moment_named(text, timezone.get_default_timezone())
    except MomentError:
        return None


def fact_page(fact: Fact, as_of: datetime | None = None) -> dict[str, Any]:
    """A fact with the words it was read from, its corrections, and its neighbours in time, as known at a moment."""
    history = queries.history(fact, as_of=as_of)
    series = queries.series(fact, as_of=as_of)
    superseding = next((row.pk for row in history if row.supersedes_id == fact.pk), None)
    return {
        "fact": fact,
        "as_of": as_of,
        "excerpt": _excerpt(fact),
        "history": history,
        "in_force": superseding is None,
        "superseding": superseding,
        "series": series,
        "chart": {
            "labels": [row.period for row in series],
            "values": [float(row.value) for row in series],
            "unit": queries.unit_named(fact.indicator.unit),
            "decimals": fact.indicator.decimals,
        },
    }


def _excerpt(fact: Fact) -> tuple[str, str, str] | None:
    place = Place.read(fact.place)
    return excerpt(fact.source.text, place) if place is not None and place.kind is PlaceKind.CHARS else None


def searched(facts: QuerySet[Fact], words: str) -> QuerySet[Fact]:
    """The facts whose indicator or period holds every word."""
    for word in words.split():
        facts = facts.filter(
            Q(indicator__name__icontains=word)
            | Q(indicator__name_en__icontains=word)
            | Q(indicator__code__icontains=word)
            | Q(period__startswith=word)
        )
    return facts
