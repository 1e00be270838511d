"""A stadium that bears the name of a city is a thing in one of its districts, not the city."""

from leitai.quantities import DivisionName, Gazetteer, extract

CITY = DivisionName("990100000000", "江州市", "江州市", ("江州",), "city", None)
DISTRICT = DivisionName("990102000000", "河东区", "河东区", ("河东",), "county", "990100000000")
TREE = Gazetteer([CITY, DISTRICT])


def actor_of(text: str, submitter: str | None = None) -> str | None:
    (figure,) = extract(text, submitter=submitter, gazetteer=TREE).figures
    return figure.actor


def test_a_facility_belongs_to_the_place_of_the_title():
    assert actor_of("河东场馆建设收尾\n江州体育中心用地500亩。") == "河东区"


def test_a_facility_belongs_to_the_unit_that_hands_the_brief_in():
    assert actor_of("江州体育中心用地500亩。", DISTRICT.code) == "河东区"


def test_the_city_itself_acts_where_nothing_narrower_is_told():
    assert actor_of("江州体育中心用地500亩。") == "江州市"
    assert actor_of("河东场馆建设收尾\n江州出让土地500亩。") == "江州市"
