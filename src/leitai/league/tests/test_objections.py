"""A unit objects during public notice; the league officer answers in words; nothing is final before."""

import pytest
from django.db import IntegrityError, transaction

from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry
from leitai.league import queries, services
from leitai.league.models import Edition, EditionUnit, Objection, ObjectionState
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    arena.build()
    return arena.announced()


@pytest.fixture
def officer(edition: Edition) -> Actor:
    return arena.person(Role.LEAGUE_OFFICER, arena.CITY)


@pytest.fixture
def reporter(edition: Edition) -> Actor:
    return arena.person(Role.REPORTER, arena.unit_code(0))


def own(edition: Edition, number: int = 0) -> EditionUnit:
    found = queries.unit_of(edition, arena.unit_code(number))
    assert found is not None
    return found


def test_a_reporter_objects_to_a_figure_of_its_own_unit(edition, reporter):
    unit = own(edition)
    cell = queries.cells_of(unit)[0]
    made = services.file_objection(actor=reporter, unit=unit, reason="应为 6.19 亿元", cell=cell)
    assert (made.state, made.indicator, made.fact) == (ObjectionState.OPEN, cell.indicator, cell.fact)
    assert AuditEntry.objects.filter(verb="objection.file", object_id=str(made.pk)).exists()
    assert list(queries.objections_of(edition)) == [made]


def test_nobody_objects_for_a_neighbour(edition, reporter, officer):
    for who, unit in ((reporter, own(edition, 1)), (officer, own(edition))):
        with pytest.raises(services.ObjectionError):
            services.file_objection(actor=who, unit=unit, reason="不对")


def test_nobody_objects_outside_the_notice(edition, reporter, officer):
    services.make_final(actor=officer, edition=edition)
    with pytest.raises(services.ObjectionError):
        services.file_objection(actor=reporter, unit=own(Edition.objects.get(pk=edition.pk)), reason="不对")


def test_the_same_figure_has_one_open_objection(edition, reporter):
    unit = own(edition)
    services.file_objection(actor=reporter, unit=unit, reason="总分有误")
    with pytest.raises(services.ObjectionError):
        services.file_objection(actor=reporter, unit=unit, reason="总分有误")


def test_an_answer_needs_words_and_comes_once(edition, reporter, officer):
    made = services.file_objection(actor=reporter, unit=own(edition), reason="总分有误")
    with pytest.raises(services.ObjectionError):
        services.answer_objection(actor=officer, objection=made, to="upheld", reply=" ")
    services.answer_objection(actor=officer, objection=made, to="upheld", reply="采纳，重算")
    made.refresh_from_db()
    assert (made.state, made.reply) == ("upheld", "采纳，重算")
    with pytest.raises(services.ObjectionError):
        services.answer_objection(actor=officer, objection=made, to="dismissed", reply="再想想")


def test_nothing_is_final_while_an_objection_is_open(edition, reporter, officer):
    made = services.file_objection(actor=reporter, unit=own(edition), reason="总分有误")
    with pytest.raises(services.EditionError):
        services.make_final(actor=officer, edition=edition)
    services.withdraw_objection(actor=reporter, objection=made)
    services.make_final(actor=officer, edition=edition)
    edition.refresh_from_db()
    assert edition.state == "final"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("objection_gives_a_reason", {"reason": ""}),
        ("objection_state_known", {"state": "lost", "answered_at": "2019-05-01T00:00Z"}),
        ("objection_answered_with_a_moment", {"state": "withdrawn"}),
        ("objection_answered_in_words", {"state": "upheld", "answered_at": "2019-05-01T00:00Z"}),
    ],
)
def test_the_database_keeps_objections_whole(edition, reporter, name, changes):
    made = services.file_objection(actor=reporter, unit=own(edition), reason="总分有误")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Objection.objects.filter(pk=made.pk).update(**changes)
