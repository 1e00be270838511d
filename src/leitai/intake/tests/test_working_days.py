"""Working days follow the national calendar, with its holidays and the weekends worked for them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leitai.intake.clock import national_calendars
from leitai.intake.domain.working_days import WorkingCalendar

CHINA = national_calendars(2018, 2020)
DAYS = st.dates(date(2018, 1, 1), date(2020, 6, 30))


def test_labour_day_of_2019_is_free_and_the_sunday_before_is_worked():
    assert not CHINA.works(date(2019, 5, 1))
    assert not CHINA.works(date(2019, 5, 3))
    assert CHINA.works(date(2019, 4, 28))
    assert CHINA.works(date(2019, 5, 5))


def test_eight_working_days_after_the_first_quarter_jump_over_the_tomb_sweeping_day():
    assert CHINA.after(date(2019, 3, 31), 8) == date(2019, 4, 11)
    assert WorkingCalendar().after(date(2019, 3, 31), 8) == date(2019, 4, 10)


def test_a_day_declared_free_moves_the_due_day():
    changed = CHINA.changed([(date(2019, 4, 8), False)])
    assert changed.after(date(2019, 3, 31), 8) == date(2019, 4, 12)
    assert changed.changed([(date(2019, 4, 8), True)]).after(date(2019, 3, 31), 8) == date(2019, 4, 11)


@given(DAYS, st.integers(1, 40))
def test_the_nth_working_day_is_worked_and_lies_n_working_days_on(day, number):
    due = CHINA.after(day, number)
    assert CHINA.works(due)
    assert CHINA.between(day, due) == number
    assert CHINA.between(due, day) == -number


@given(DAYS, DAYS, DAYS)
def test_stretches_of_working_days_add_up(first, second, third):
    assert CHINA.between(first, second) + CHINA.between(second, third) == CHINA.between(first, third)


@given(DAYS)
def test_the_longest_free_stretch_is_the_ten_days_of_spring_2020(day):
    assert CHINA.between(day, day + timedelta(days=11)) >= 1
    assert CHINA.between(date(2020, 1, 23), date(2020, 2, 2)) == 0
