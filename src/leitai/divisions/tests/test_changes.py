"""A reorganisation changes the tree from its day on, and never before."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.divisions.domain import (
    TOWNSHIP_LEVEL,
    Change,
    ChangeError,
    ChangeKind,
    DatedLink,
    Fault,
    Kind,
    Newcomer,
    Place,
    applied,
    carried,
    outcome,
    tree_on,
)

SINCE = date(2011, 1, 1)
CITY, EAST, WEST = "330300000000", "330301000000", "330302000000"
TOWNS = [f"33030{county}00{number}000" for county in (1, 2) for number in range(1, 5)]
FRESH = [f"33030{county}00{number}000" for county in (1, 2) for number in range(5, 9)]
PLACES = (
    Place(CITY, "市", Kind.CITY, None, None, SINCE, None),
    Place(EAST, "东区", Kind.COUNTY, CITY, None, SINCE, None),
    Place(WEST, "西区", Kind.COUNTY, CITY, None, SINCE, None),
    *(Place(code, f"街道{code[5:9]}", Kind.STREET, f"{code[:6]}000000", None, SINCE, None) for code in TOWNS),
)
DAY = date(2020, 1, 1)
A, B, NEW = TOWNS[0], TOWNS[1], FRESH[0]


def newcomer(code: str = NEW, parent: str = EAST, kind: Kind = Kind.STREET) -> Newcomer:
    return Newcomer(code, f"新{code[5:9]}", kind, parent)


def after(*changes: Change) -> tuple[Place, ...]:
    places: tuple[Place, ...] = PLACES
    for change in changes:
        places = applied(places, outcome(places, change))
    return places


def shape(places: tuple[Place, ...], day: date) -> dict[str, tuple[str, str | None, str | None]]:
    return {code: (place.name, place.parent, place.reports_under) for code, place in tree_on(places, day).items()}


def merger(day: date = DAY) -> Change:
    return Change(ChangeKind.MERGE, day, (A, B), (newcomer(),))


codes = st.sampled_from([*TOWNS, *FRESH, EAST, WEST])
parents = st.sampled_from([EAST, WEST, CITY])
newcomers = st.builds(
    Newcomer, codes, st.sampled_from(["甲", "乙"]), st.sampled_from([Kind.STREET, Kind.TOWN, Kind.COUNTY]), parents
)
changes = st.builds(
    Change,
    kind=st.sampled_from(ChangeKind),
    day=st.integers(1, 4000).map(lambda number: SINCE + timedelta(days=number)),
    subjects=st.lists(codes, min_size=1, max_size=2).map(tuple),
    newcomers=st.lists(newcomers, max_size=2).map(tuple),
    into=st.sampled_from(["", "", *TOWNS]),
    name=st.sampled_from(["", "丙", "丁"]),
    parent=parents,
    stays=st.booleans(),
)


@given(st.lists(changes, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_tree_of_an_earlier_day_never_changes_and_each_township_has_one_parent(wanted):
    places: tuple[Place, ...] = PLACES
    for change in wanted:
        try:
            done = outcome(places, change)
        except ChangeError:
            continue
        before, places = places, applied(places, done)
        for day in (SINCE, change.day - timedelta(days=1)):
            assert shape(before, day) == shape(places, day)
    for day in {SINCE} | {place.since for place in places} | {place.until for place in places if place.until}:
        in_force = [place for place in places if place.since <= day and (place.until is None or place.until > day)]
        assert len({place.code for place in in_force}) == len(in_force)
        kinds = {place.code: place.kind for place in in_force}
        for place in in_force:
            if place.kind in TOWNSHIP_LEVEL:
                assert kinds[place.parent or ""] is Kind.COUNTY


@given(st.lists(changes, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_what_a_division_became_stands_today(wanted):
    places, links = PLACES, []
    for change in sorted(wanted, key=lambda one: one.day):
        try:
            done = outcome(places, change)
        except ChangeError:
            continue
        places = applied(places, done)
        links += [DatedLink(done.day, link) for link in done.links]
    today = SINCE + timedelta(days=5000)
    standing = tree_on(places, today)
    for code in (CITY, EAST, *TOWNS):
        assert carried(code, links, SINCE, today).codes <= standing.keys()


def test_two_become_one():
    tree = tree_on(after(merger()), DAY)
    assert A not in tree
    assert B not in tree
    assert tree[NEW].parent == EAST


def test_one_is_taken_in_by_a_neighbour_that_stands_on():
    tree = tree_on(after(Change(ChangeKind.MERGE, DAY, (A,), into=B)), DAY)
    assert A not in tree
    assert tree[B].since == SINCE


def test_a_merged_county_hands_its_townships_on():
    tree = tree_on(after(Change(ChangeKind.MERGE, DAY, (EAST,), into=WEST)), DAY)
    assert {tree[code].parent for code in TOWNS} == {WEST}


def test_a_township_is_raised_to_a_county():
    raised = newcomer("330381000000", CITY, Kind.COUNTY)
    assert tree_on(after(Change(ChangeKind.MERGE, DAY, (A,), (raised,))), DAY)["330381000000"].kind is Kind.COUNTY


def test_a_merger_is_undone_by_a_split_of_a_later_day_and_the_old_codes_return():
    later = DAY + timedelta(days=365)
    parts = (newcomer(A), newcomer(B))
    places = after(merger(), Change(ChangeKind.SPLIT, later, (NEW,), parts))
    assert tree_on(places, later).keys() == tree_on(PLACES, SINCE).keys()
    assert NEW in tree_on(places, DAY)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (Change(ChangeKind.RENAME, DAY, (A,), name=f"街道{A[5:9]}"), Fault.NOTHING_CHANGES),
        (Change(ChangeKind.RENAME, SINCE, (A,), name="新名"), Fault.CHANGED_LATER),
        (Change(ChangeKind.RENAME, DAY, (NEW,), name="新名"), Fault.NOT_STANDING),
        (Change(ChangeKind.MOVE, DAY, (A,), parent=CITY), Fault.WRONG_LEVEL),
        (Change(ChangeKind.MOVE, DAY, (A,), parent=""), Fault.NOT_STANDING),
        (Change(ChangeKind.DISSOLVE, DAY, (EAST,)), Fault.HAS_CHILDREN),
        (Change(ChangeKind.NEW, DAY, (), (newcomer(A),)), Fault.CODE_TAKEN),
        (Change(ChangeKind.SPLIT, DAY, (A,), (newcomer(),)), Fault.TOO_FEW),
        (Change(ChangeKind.MERGE, DAY, (A, B), (newcomer(),), into=TOWNS[2]), Fault.TOO_FEW),
    ],
)
def test_what_cannot_be_is_refused_with_its_fault(change, fault):
    with pytest.raises(ChangeError) as caught:
        after(change)
    assert caught.value.fault is fault


def test_changes_are_entered_in_the_order_of_their_days():
    with pytest.raises(ChangeError, match="order of their days"):
        after(merger(), Change(ChangeKind.RENAME, DAY - timedelta(days=30), (A,), name="新名"))


def test_a_code_keeps_its_kind_when_it_returns():
    back = Change(ChangeKind.NEW, DAY + timedelta(days=1), (), (newcomer(A, EAST, Kind.TOWN),))
    with pytest.raises(ChangeError, match="another kind"):
        after(merger(), back)


def test_a_split_cannot_be_carried_whole():
    done = outcome(PLACES, Change(ChangeKind.SPLIT, DAY, (A,), (newcomer(),), stays=True))
    found = carried(A, [DatedLink(DAY, link) for link in done.links], SINCE, DAY)
    assert (found.codes, found.whole, found.code) == ({A, NEW}, False, None)


def test_what_took_another_in_may_be_merged_on_the_same_day():
    first = Change(ChangeKind.MERGE, DAY, (A,), into=B)
    second = Change(ChangeKind.MERGE, DAY, (B,), into=TOWNS[2])
    places, links = PLACES, []
    for change in (first, second):
        done = outcome(places, change)
        places = applied(places, done)
        links += [DatedLink(done.day, link) for link in done.links]
    assert [carried(code, links, SINCE, DAY).code for code in (A, B)] == [TOWNS[2], TOWNS[2]]
