"""Why a unit stands where it stands: what must rise, what moved it, and whom it can learn from."""

from decimal import Decimal

import pytest

from leitai.league import comparing, explaining, moving, queries, services
from leitai.league.models import Edition, EditionUnit
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db
UNITS = 14


@pytest.fixture
def edition() -> Edition:
    arena.build(UNITS, "2018Q4")
    arena.announced("2018q4", "2018Q4")
    arena.record(UNITS, "2019Q1", shift=2)
    arena.correct(2, "fiscal_revenue", Decimal("80"), "2018Q4")
    return arena.announced("2019q1", "2019Q1")


def at_rank(edition: Edition, rank: int) -> EditionUnit:
    return edition.units.select_related("division", "edition").get(rank=rank)


def test_a_way_to_the_next_place_leads_there_when_it_is_taken(edition):
    unit = at_rank(edition, 5)
    step = explaining.steps(edition, unit.division.code)[0]
    assert step.kind == "place"
    way = step.ways[0]
    rows = queries.cells_of(unit)
    fact = next(cell.fact for cell in rows if cell.indicator.code == way.indicator)
    assert float(fact.value) == pytest.approx(way.now)
    number = int(unit.division.code[6:9]) - 100
    up = Decimal(f"{way.figure:.6f}") + (Decimal("0.00001") if way.change > 0 else Decimal("-0.00001"))
    arena.correct(number, way.indicator, up)
    arena.frozen("again", "2019Q1")
    assert EditionUnit.objects.get(edition__code="again", division=unit.division).rank <= 4


def test_the_first_has_nothing_ahead_and_the_last_has_all_three_goals(edition):
    assert explaining.steps(edition, at_rank(edition, 1).division.code) == ()
    last = explaining.steps(edition, at_rank(edition, UNITS).division.code)
    assert [step.kind for step in last] == ["place", "top", "grade"]


def test_the_parts_of_a_change_add_up_to_it(edition):
    for unit in edition.units.all():
        parts = [unit.moved[name] for name in moving.PARTS]
        for side in (0, 1):
            assert sum(part[side] for part in parts) == pytest.approx(unit.moved["change"][side], abs=1e-4)
        assert -unit.moved["change"][1] == unit.climbed
    corrected = edition.units.get(division__code=arena.unit_code(2))
    assert corrected.moved["revision"][0] != 0


def test_an_edition_without_one_before_has_no_parts(edition):
    assert set(Edition.objects.get(code="2018q4").units.values_list("moved", flat=True)) == {None}


def test_another_scheme_counts_as_method(edition):
    services.make_final(actor=arena.SYSTEM, edition=edition)
    arena.record(UNITS, "2019Q2", shift=2)
    later = arena.frozen("2019q2", "2019Q2", arena.scheme("2", strength=20))
    assert any(unit.moved["method"][0] for unit in later.units.all())


def test_better_peers_show_where_they_are_ahead(edition):
    unit = at_rank(edition, 6)
    found = comparing.benchmarks(unit)
    assert [row.unit.rank for row in found] == [5, 4, 3]
    assert all(pair.gap > 0 for row in found for pair in row.gains)
    assert found[0].gains[0].gap == max(pair.gap for pair in comparing.pairs(unit, found[0].unit))


def test_the_gaps_of_two_units_add_up_to_the_difference_of_their_scores(edition):
    one, other = at_rank(edition, 2), at_rank(edition, 9)
    context = comparing.page(one, other)
    assert sum(pair.gap for pair in context["pairs"]) == pytest.approx(other.score - one.score)
    assert context["above"] > 0.5
