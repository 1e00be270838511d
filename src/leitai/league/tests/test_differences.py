"""What a corrected edition changed: the figures, and whom it moved; nothing where nothing differs."""

from decimal import Decimal

import pytest

from leitai.league import differing, services
from leitai.league.models import Edition
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db


def test_the_figure_that_was_corrected_and_the_units_it_moved_are_named():
    arena.build(10)
    first = arena.announced()
    arena.correct(3, "fiscal_revenue", Decimal("99.5"))
    made = services.correct_edition(actor=arena.SYSTEM, edition=first, code="2019q1-2", change="更正")
    services.freeze(actor=arena.SYSTEM, edition=made)
    context = differing.page(first, Edition.objects.get(pk=made.pk))
    assert [(row.unit.division.code, row.cell.indicator.code) for row in context["figures"]] == [
        (arena.unit_code(3), "fiscal_revenue")
    ]
    assert context["figures"][0].after.fact.value == Decimal("99.5")
    own = next(row for row in context["units"] if row.unit.division.code == arena.unit_code(3))
    assert own.points > 0
    assert context["moved"] >= 1
    assert not context["same"]


def test_two_editions_of_the_same_moment_do_not_differ():
    arena.build(6)
    first, again = arena.frozen(), arena.frozen("again")
    assert differing.page(first, again)["same"]


def test_only_so_many_figures_are_listed_and_the_rest_counted():
    arena.build(6)
    first = arena.frozen()
    arena.record(6, "2019Q2", shift=1)
    later = arena.frozen("2019q2", "2019Q2")
    context = differing.page(first, later, most=10)
    assert (len(context["figures"]), context["more"], context["figure_count"]) == (10, 26, 36)
