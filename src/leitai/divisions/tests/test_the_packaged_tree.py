"""The tree that comes with the package is the one of Wenzhou."""

from collections import Counter

from leitai.divisions.domain import TOWNSHIP_LEVEL, Kind, load_tree


def places():
    return {place.code: place for place in load_tree()}


def test_there_are_185_townships_without_the_town_that_became_a_city():
    standing = [place for place in load_tree() if place.kind in TOWNSHIP_LEVEL and place.until is None]
    kinds = Counter(place.kind for place in standing)
    assert (kinds[Kind.STREET], kinds[Kind.TOWN], kinds[Kind.TOWNSHIP]) == (67, 92, 26)


def test_longgang_was_a_town_until_it_became_a_city():
    town, city = places()["330327101000"], places()["330383000000"]
    assert town.until == city.since


def test_a_subdistrict_reports_under_another_county_than_its_code_says():
    street = places()["330303015000"]
    assert (street.parent, street.county) == ("330303000000", "330371000000")


def test_parents_come_before_their_children():
    seen: set[str] = set()
    for place in load_tree():
        assert place.parent is None or place.parent in seen
        seen.add(place.code)
