"""A stretch of days has one name, however it was written, so that figures about it meet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.ledger.domain.periods import Period, PeriodError

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
    DAYS.map(lambda day: f"{day:%Y}Q{(day.month + 2) // 3}"),
    DAYS.map(lambda day: f"{day:%Y}H{(day.month + 5) // 6}"),
)
TEXTS = st.one_of(PARTS, st.tuples(PARTS, PARTS).map("/".join))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2019-01/2019-03", "2019Q1"),
        ("2019-01/2019-06", "2019H1"),
        ("2019-07/2019-12", "2019H2"),
        ("2019Q1/2019Q2", "2019H1"),
        ("2019-01/2019-12", "2019"),
        ("2019H1/2019Q4", "2019"),
        ("2020-02-01/2020-02-29", "2020-02"),
        ("2019-04-23/2019-04-23", "2019-04-23"),
        ("2019Q1/2019Q3", "2019-01/2019-09"),
        ("2019-02/2019-04", "2019-02/2019-04"),
        ("2019-04/2019-09", "2019-04/2019-09"),
        ("2019-10/2020-03", "2019-10/2020-03"),
        ("2018-01/2019-12", "2018/2019"),
        ("2019-04-01/2019-04-20", "2019-04-01/2019-04-20"),
        ("2019-04/2019-05-20", "2019-04-01/2019-05-20"),
    ],
)
def test_a_span_takes_the_name_of_the_month_quarter_half_or_year_that_it_is(written, name):
    assert Period.parse(written).text == name


def read(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodError:
        return None


@given(TEXTS)
def test_reading_the_name_again_gives_the_same_period(text):
    if found := read(text):
        assert Period.parse(found.text) == found


@given(TEXTS, TEXTS)
def test_two_texts_name_one_period_where_they_mean_the_same_days(one, other):
    first, second = read(one), read(other)
    if first and second:
        assert (first.text == second.text) == ((first.first, first.last) == (second.first, second.last))


@given(DAYS, st.integers(0, 800))
def test_every_stretch_of_days_has_a_name_that_leads_back_to_it(first, length):
    last = first + timedelta(days=length)
    assert Period.parse(f"{first}/{last}") == Period.parse(Period.of(first, last).text)


@pytest.mark.parametrize(
    ("period", "earlier"), [("2020-02-29", "2019-02-28"), ("2020-02", "2019-02"), ("2019H1", "2018H1")]
)
def test_a_year_before_is_found_for_every_day(period, earlier):
    assert Period.parse(period).year_before.text == earlier
