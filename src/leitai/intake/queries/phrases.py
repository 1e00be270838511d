"""Reads of phrases: those that nobody has matched to an indicator yet."""

from dataclasses import dataclass

from django.db.models import Count, Max

from leitai.intake.domain.proposals import LEDGER_ROLES
from leitai.intake.models import BriefFigure


@dataclass(frozen=True, slots=True)
class OpenPhrase:
    """A phrase without an indicator: how often it stands in briefs, a figure it stood with, and its unit."""

    phrase: str
    times: int
    surface: str
    unit: str


def open_phrases(most: int = 100) -> list[OpenPhrase]:
    """Phrases of figures that no indicator was found for, the most frequent first."""
    rows = (
        BriefFigure.objects.filter(indicator__isnull=True, role__in=list(LEDGER_ROLES))
        .exclude(phrase="")
        .values("phrase")
        .annotate(times=Count("id"), surface=Max("surface"), unit=Max("unit"))
        .order_by("-times", "phrase")[:most]
    )
    return [OpenPhrase(row["phrase"], row["times"], row["surface"], row["unit"]) for row in rows]
