"""Extraction with the ledger's own catalogue: the packaged one and the phrases accepted since."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from leitai.intake.domain import names
from leitai.intake.domain.acceptance import Candidate, Standing
from leitai.intake.domain.proposals import Proposal, proposals
from leitai.intake.models import BriefFigure
from leitai.ledger import queries as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.evidence import Place
from leitai.ledger.domain.facts import Comparator, FactKey, FactStatus, NewFact
from leitai.quantities import extract

if TYPE_CHECKING:
    from leitai.ledger.models import Fact


def proposals_of(text: str, *, published: date, submitter: str) -> tuple[Proposal, ...]:
    """The figures of a text as proposals in the units of the ledger's indicators."""
    learned: dict[str, list[str]] = defaultdict(list)
    for alias in ledger.accepted_aliases().filter(learned=True):
        learned[alias.indicator.code].append(alias.phrase)
    specs = load_catalogue()
    catalogue = names.packaged_catalogue()
    if learned:
        catalogue = names.indicator_names(specs, {code: tuple(phrases) for code, phrases in learned.items()})
    found = extract(
        text, published=published, submitter=submitter, gazetteer=names.packaged_gazetteer(), catalogue=catalogue
    )
    return proposals(found, {spec.code: spec.unit for spec in specs})


def candidate(figure: BriefFigure) -> Candidate:
    """A kept figure as a candidate for the ledger; its place is its sentence's figure."""
    if figure.indicator is None or figure.division is None or figure.value is None:
        raise ValueError(f"figure {figure.pk} is kept but not complete")  # a constraint forbids it
    key = FactKey(figure.indicator.code, figure.division.code, figure.period, FactStatus(figure.status))
    fact = NewFact(key, figure.value, Comparator(figure.comparator), figure.value_max)
    return Candidate(figure.ordinal, fact, str(Place.chars(figure.start, figure.end)))


def standing(fact: "Fact") -> Standing:
    """A fact of the ledger as a value to compare with."""
    key = FactKey(fact.indicator.code, fact.division.code, fact.period, FactStatus(fact.status), fact.variant)
    return Standing(fact.pk, key, fact.value, fact.value_max, Comparator(fact.comparator))
