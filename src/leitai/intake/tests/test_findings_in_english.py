"""Findings name indicators and units of measure in the reader's language."""

import pytest
from django.utils import translation

from leitai.intake.domain.checks.findings import Finding, Found, Severity
from leitai.intake.tests.factories import SYSTEM
from leitai.intake.wording import EnglishNames, worded
from leitai.ledger import services
from leitai.ledger.domain.catalogue import load_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue() -> None:
    services.load_catalogue(actor=SYSTEM, specs=load_catalogue())


def test_the_values_of_a_rule_are_called_by_their_english_names() -> None:
    found = Found(
        kind=Finding.RULE,
        severity=Severity.ERROR,
        indicators=("industrial_value_added",),
        numbers={"values": "规上工业增加值 2020 亿元；规上工业总产值 –"},
        words="增加值不会高于总产值",
        words_en="Value added cannot exceed output",
    )
    with translation.override("en"):
        said = worded(found, EnglishNames())
    assert "2020 (100 million yuan); Output of above-scale industry –" in said
    with translation.override("zh-hans"):
        assert "规上工业增加值 2020 亿元；规上工业总产值 –" in worded(found, EnglishNames())


def test_a_unit_stands_behind_its_number_in_brackets() -> None:
    numbers = {"value": "2020", "unit": "亿元", "times": "1168", "before": "1.73", "period": "2018Q2", "way": "more"}
    found = Found(Finding.SCALE, Severity.WARNING, ("industrial_value_added",), numbers)
    with translation.override("en"):
        assert worded(found, EnglishNames()).startswith("2020 (100 million yuan) is 1168 times the 1.73 of 2018Q2.")


def test_the_findings_of_a_page_ask_for_english_names_once(django_assert_num_queries) -> None:
    numbers = {"values": "规上工业增加值 2020 亿元"}
    found = Found(Finding.RULE, Severity.ERROR, ("industrial_value_added",), numbers, words="", words_en="A rule")
    names = EnglishNames()
    with translation.override("en"), django_assert_num_queries(1):
        assert worded(found, names) == worded(found, names)
    with translation.override("zh-hans"), django_assert_num_queries(0):
        worded(found, EnglishNames())
