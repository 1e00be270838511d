"""A fact stands: it is never changed, only corrected, and what was known then can be read now."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from leitai.divisions.models import Division
from leitai.ledger import queries, services
from leitai.ledger.bulk import FactInForce
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.recording import NewSource
from leitai.ledger.models import Fact, Source
from leitai.ledger.tests.factories import STREET, SYSTEM, TOWN, entry, record, small_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(db):
    small_ledger()


def correct(number: int, value: str, reason: str = "统计口径") -> int:
    fact = Fact.objects.get(pk=number)
    source = NewSource(EvidenceKind.BRIEF, "更正")
    return services.correct_fact(actor=SYSTEM, fact=fact, value=Decimal(value), reason=reason, source=source)


def values() -> list[Decimal]:
    return [reading.value for reading in queries.readings()]


@pytest.mark.parametrize("statement", ["UPDATE ledger_fact SET value = 1", "DELETE FROM ledger_fact"])
def test_the_database_refuses_to_change_or_remove_a_fact(statement):
    record(entry("6.19"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert values() == [Decimal("6.19")]


def test_the_database_refuses_to_change_a_source():
    record(entry("6.19"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Source.objects.update(text="nothing")


def test_facts_come_back_in_the_order_given():
    numbers = record(entry("1", division=TOWN), entry("2", division=STREET))
    assert [Fact.objects.get(pk=number).value for number in numbers] == [1, 2]


def test_a_second_figure_for_a_key_is_refused_and_nothing_of_its_source_is_kept():
    record(entry("6.19"))
    with pytest.raises(FactInForce, match="correct that one"):
        record(entry("5", division=TOWN), entry("6.2"))
    assert values() == [Decimal("6.19")]
    assert Source.objects.count() == 1


def test_a_correction_takes_the_place_and_the_past_can_still_be_read():
    first = record(entry("6.19"))[0]
    before = timezone.now()
    second = correct(first, "6.21")
    assert values() == [Decimal("6.21")]
    assert [reading.fact_id for reading in queries.readings(as_of=before)] == [first]
    assert [fact.pk for fact in queries.history(Fact.objects.get(pk=second))] == [first, second]


def test_a_figure_cannot_be_corrected_twice_from_the_same_fact():
    first = record(entry("6.19"))[0]
    correct(first, "6.21")
    with pytest.raises(DatabaseError):
        correct(first, "6.3")
    assert values() == [Decimal("6.21")]


def test_a_correction_without_a_reason_is_refused():
    first = record(entry("6.19"))[0]
    with pytest.raises(DatabaseError, match="fact_correction_says_why"):
        correct(first, "6.21", reason="")


def test_before_anything_was_recorded_nothing_was_known():
    before = timezone.now() - timedelta(seconds=1)
    record(entry("6.19"))
    assert queries.readings(as_of=before) == []


def test_an_unknown_indicator_is_named():
    with pytest.raises(services.UnknownName, match="no_such_thing"):
        record(entry("1", indicator="no_such_thing"))


def test_figures_as_arrays_are_the_readings_of_any_moment():
    units = dict(Division.objects.filter(code__in=(STREET, TOWN)).values_list("code", "id"))
    first, other = record(entry("6.19"), entry("0.1", division=TOWN))
    fact = Fact.objects.select_related("indicator").get(pk=first)
    before = timezone.now()
    correct(first, "6.21")
    for moment in (before, None):
        told = {
            (row.division, row.indicator): (float(row.value), row.fact_id) for row in queries.readings(as_of=moment)
        }
        codes = (fact.indicator.code, "no_such_thing")
        found = queries.figures(divisions=units, indicators=codes, period=fact.period, as_of=moment)
        for row, unit in enumerate(units):
            assert (found.values[row, 0], found.facts[row, 0]) == told[unit, codes[0]]
        assert not found.facts[:, 1].any()
    assert other in found.facts


def test_the_figures_of_a_division_are_found_by_the_index_of_keys():
    record(entry("6.19"), entry("0.1", division=TOWN))
    assert [fact.value for fact in queries.of_division(TOWN)] == [Decimal("0.1")]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "fact_by_key" in queries.of_division(TOWN).explain()
