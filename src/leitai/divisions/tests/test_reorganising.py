"""Changes of the tree as they are kept: history stands, successors are told, old figures find today's divisions."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from leitai.divisions import queries, services
from leitai.divisions.domain import Change, ChangeError, ChangeKind, Newcomer, Place, applied, outcome
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division, Reorganisation
from leitai.divisions.tests.test_changes import (
    CITY,
    DAY,
    EAST,
    PLACES,
    SINCE,
    TOWNS,
    WEST,
    A,
    B,
    Kind,
    merger,
    newcomer,
)

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 1)
GROUPS = (GroupSpec("all", "全部", "All", frozenset({Kind.STREET})),)


@pytest.fixture(autouse=True)
def _tree():
    services.load_places(places=PLACES)
    services.load_groups(groups=GROUPS, places=PLACES)


def reorganise(change: Change, today: date = TODAY) -> Reorganisation:
    return services.reorganise(change=change, reason="区划调整", document="政函〔2019〕1号", today=today)


def sorted_places(places: tuple[Place, ...]) -> list[Place]:
    return sorted(places, key=lambda place: (place.code, place.since))


def test_what_is_kept_is_what_was_reckoned():
    wanted = [
        merger(),
        Change(ChangeKind.MOVE, DAY, (TOWNS[2],), parent=WEST),
        Change(ChangeKind.RENAME, date(2020, 5, 1), (TOWNS[3],), name="新名街道"),
        Change(ChangeKind.SPLIT, date(2021, 1, 1), (newcomer().code,), (newcomer(A), newcomer(B))),
    ]
    reckoned: tuple[Place, ...] = PLACES
    for change in wanted:
        reckoned = applied(reckoned, outcome(reckoned, change))
        reorganise(change)
    assert sorted_places(queries.places()) == sorted_places(reckoned)


def test_a_day_before_stands_under_the_tree_of_then():
    before = queries.codes_within(EAST, SINCE)
    reorganise(Change(ChangeKind.MOVE, DAY, (A,), parent=WEST))
    assert queries.codes_within(EAST, SINCE) == before
    assert A in queries.codes_within(WEST, DAY)
    assert A not in queries.codes_within(EAST, DAY)


def test_what_ended_still_answers_to_where_it_lay_and_to_what_it_became():
    assert queries.codes_answering(EAST, SINCE) == queries.codes_within(EAST, SINCE)
    reorganise(merger())
    reorganise(Change(ChangeKind.MOVE, date(2020, 2, 1), (newcomer().code,), parent=WEST))
    assert {A, B} <= queries.codes_answering(EAST, TODAY)
    assert {A, B} <= queries.codes_answering(WEST, TODAY)
    assert {A, B} <= queries.codes_answering(CITY, TODAY)
    assert {A, B} <= queries.codes_answering(newcomer().code, TODAY)
    assert queries.codes_answering(TOWNS[4], TODAY) == {TOWNS[4]}


def test_a_part_that_went_elsewhere_does_not_take_the_old_figures_along():
    reorganise(Change(ChangeKind.SPLIT, DAY, (A,), (newcomer(parent=EAST), newcomer(B[:6] + "099000", parent=WEST))))
    assert A in queries.codes_answering(EAST, TODAY)
    assert A not in queries.codes_answering(WEST, TODAY)


def test_old_figures_add_up_under_then_and_under_today():
    reorganise(merger())
    reorganise(Change(ChangeKind.MOVE, date(2020, 2, 1), (newcomer().code,), parent=WEST))
    wholly, partly = queries.within_today(WEST, SINCE, TODAY)
    assert wholly == {WEST, A, B, *TOWNS[4:]}
    assert partly == frozenset()
    assert queries.carried_codes(frozenset({A}), SINCE, TODAY)[A].code == newcomer().code


def test_what_was_split_over_the_border_is_told_apart():
    reorganise(Change(ChangeKind.SPLIT, DAY, (A,), (newcomer(parent=WEST),), stays=True))
    assert queries.within_today(WEST, SINCE, TODAY)[1] == {A, CITY} - {CITY}
    assert A not in queries.within_today(EAST, SINCE, TODAY)[0]


def test_a_name_changes_when_its_day_has_come():
    change = Change(ChangeKind.RENAME, DAY, (A,), name="新名街道")
    reorganise(change, today=date(2019, 12, 1))
    assert Division.objects.get(code=A).name != "新名街道"
    services.call_by_names_of(day=DAY)
    assert Division.objects.get(code=A).name == "新名街道"
    assert [row.name for row in queries.placements_of(A)] == ["新名街道", "街道1001"]


def test_a_successor_joins_the_groups_of_those_it_follows():
    reorganise(merger())
    members = {place.code for place in queries.members("all", TODAY)}
    assert newcomer().code in members
    assert not {A, B} & members
    assert {A, B} <= {place.code for place in queries.members("all", SINCE)}


def test_a_refused_change_leaves_nothing():
    with pytest.raises(ChangeError):
        reorganise(Change(ChangeKind.MERGE, DAY, (A, "330301099000"), (newcomer(),)))
    assert not Reorganisation.objects.exists()
    assert queries.by_code(newcomer().code) is None


def test_setting_up_again_undoes_nothing():
    reorganise(merger())
    services.load_places(places=PLACES)
    assert A not in queries.codes_within(CITY, TODAY)


def test_a_division_tells_its_changes():
    reorganise(merger())
    reorganise(Change(ChangeKind.NEW, DAY, (), (Newcomer("330302009000", "九街道", Kind.STREET, WEST),)))
    assert [row.kind for row in queries.reorganisations(A)] == ["merge"]
    assert queries.reorganisations().count() == 2


REFUSED = [
    "UPDATE divisions_placement SET name = 'x'",
    "UPDATE divisions_placement SET valid_from = '2010-01-01'",
    "UPDATE divisions_placement SET valid_to = NULL WHERE valid_to IS NOT NULL",
    "DELETE FROM divisions_placement",
    "UPDATE divisions_reorganisation SET reason = 'x'",
    "DELETE FROM divisions_succession",
    "INSERT INTO divisions_placement (division_id, name, valid_from, valid_to) "
    "SELECT id, 'x', '2012-01-01', '2013-01-01' FROM divisions_division",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_keeps_the_past(statement):
    reorganise(merger())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
