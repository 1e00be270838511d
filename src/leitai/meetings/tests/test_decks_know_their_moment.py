"""A deck of an edition says what the ledger held at the edition's moment, whatever was handed in since."""

from decimal import Decimal

import pytest

from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.meetings import filling
from leitai.meetings.domain import DeckContent, Language
from leitai.meetings.tests import worlds

pytestmark = pytest.mark.django_db


def content() -> DeckContent:
    setting = filling.setting_of(worlds.newest(), Language.CHINESE, "")
    unit = next(row for row in setting.board if row.division.code == worlds.STREET)
    return filling.content_of(setting, unit, worlds.PUBLIC)


def state(indicator: str, value: str, period: str) -> None:
    source = NewSource(EvidenceKind.RESTATEMENT, "以后的简报")
    entry = Entry(NewFact(FactKey(indicator, worlds.STREET, period), Decimal(value)))
    ledger.record_facts(actor=worlds.SYSTEM, source=source, entries=[entry])


def correct(indicator: str, value: str, period: str) -> None:
    facts = ledger_queries.of_division(worlds.STREET).filter(indicator__code=indicator, period=period, variant="")
    source = NewSource(EvidenceKind.RESTATEMENT, "更正")
    ledger.correct_fact(
        actor=worlds.SYSTEM, fact=facts.get(), value=Decimal(value), reason="a slip of the pen", source=source
    )


def test_what_is_stated_after_the_moment_is_not_in_the_deck():
    worlds.build()
    before = content()
    state("belt_planned", "7", "2019-04-23")
    correct("redevelopment_households", "4000", "2019-04-23")
    assert content() == before


def test_the_series_of_an_indicator_is_that_of_the_moment():
    worlds.build()
    before = content().trend.series
    fact = next(point.fact_id for point in before[0].points)
    row = ledger_queries.fact_for(worlds.PUBLIC, fact)
    correct(row.indicator.code, "999", row.period)
    assert content().trend.series == before
