"""Extraction with the ledger's own catalogue: its indicators, and the phrases accepted for them."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from leitai.intake.domain import names
from leitai.intake.domain.acceptance import Candidate, Standing
from leitai.intake.domain.proposals import Proposal, proposals
from leitai.intake.models import BriefFigure
from leitai.ledger import queries as ledger
from leitai.ledger.domain.evidence import Place
from leitai.ledger.domain.facts import Comparator, FactKey, FactStatus, NewFact
from leitai.ledger.domain.periods import Period
from leitai.quantities import Catalogue, IndicatorName, extract

if TYPE_CHECKING:
    from leitai.ledger.models import Fact


def proposals_of(text: str, *, published: date, submitter: str) -> tuple[Proposal, ...]:
    """The figures of a text as proposals in the units of the ledger's indicators."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for alias in ledger.accepted_aliases():
        phrases[alias.indicator.code].append(alias.phrase)
    indicators = list(ledger.indicators())
    catalogue = Catalogue(IndicatorName(row.code, row.name, tuple(phrases[row.code]), row.unit) for row in indicators)
    found = extract(
        text, published=published, submitter=submitter, gazetteer=names.packaged_gazetteer(), catalogue=catalogue
    )
    return proposals(found, {row.code: row.unit for row in indicators})


def candidate(figure: BriefFigure) -> Candidate:
    """A kept figure as a candidate for the ledger; its place is its sentence's figure."""
    if figure.indicator is None or figure.division is None or figure.value is None:
        raise ValueError(f"figure {figure.pk} is kept but not complete")  # a constraint forbids it
    key = FactKey(
        figure.indicator.code, figure.division.code, Period.parse(figure.period).text, FactStatus(figure.status)
    )
    fact = NewFact(key, figure.value, Comparator(figure.comparator), figure.value_max)
    return Candidate(figure.ordinal, fact, str(Place.chars(figure.start, figure.end)))


def standing(fact: "Fact") -> Standing:
    """A fact of the ledger as a value to compare with."""
    key = FactKey(fact.indicator.code, fact.division.code, fact.period, FactStatus(fact.status), fact.variant)
    return Standing(fact.pk, key, fact.value, fact.value_max, Comparator(fact.comparator))
