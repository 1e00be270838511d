"""What a unit owes, who is late, who was reminded, and who may write to a closed period."""

from datetime import date

import pytest

from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry
from leitai.intake.domain.owed import Standing, Timeliness
from leitai.intake.queries import datasets, owed
from leitai.intake.queries.owed import period_table
from leitai.intake.services import datasets as services
from leitai.intake.services import submissions
from leitai.intake.services.datasets import IntakeError
from leitai.intake.tests.factories import (
    CITY,
    COUNTY,
    MONTHLY,
    QUARTER,
    TODAY,
    UNIT,
    form,
    handed_in,
    past,
    person,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def reporter():
    return person(Role.REPORTER, UNIT)


@pytest.fixture
def officer():
    return person(Role.LEAGUE_OFFICER, CITY)


def list_of(reporter, today=TODAY):
    return {(row.dataset.code, row.period.text): row for row in owed.owed_by(reporter.division_code, today)}


def test_what_is_late_comes_first_and_says_by_how_many_working_days(reporter):
    rows = owed.owed_by(reporter.division_code, TODAY)
    assert [row.deadline.due for row in rows] == sorted(row.deadline.due for row in rows)
    june = list_of(reporter)["monthly_projects", "2019-06"]
    assert (june.deadline.due, june.deadline.days_over, june.late) == (date(2019, 7, 5), 2, True)
    quarter = list_of(reporter)[QUARTER, "2019Q2"]
    assert (quarter.deadline.days_left, quarter.late, quarter.standing) == (1, False, Standing.MISSING)


def test_a_figure_that_the_ledger_holds_counts_as_filled(reporter):
    past([("upgrading_land", UNIT, "2019-06", "3"), ("project_obstacles_solved", UNIT, "2019-06", "1")])
    assert list_of(reporter)["monthly_projects", "2019-06"].filled == 2
    past([("project_obstacle_days", UNIT, "2019-06", "4")])
    row = list_of(reporter)["monthly_projects", "2019-06"]
    assert (row.standing, row.open, row.timeliness) == (Standing.KNOWN, False, Timeliness.ON_TIME)


def test_a_unit_outside_the_group_owes_nothing():
    reporter = person(Role.REPORTER, COUNTY)
    assert owed.owed_by(reporter.division_code, TODAY) == []


def test_what_was_handed_in_after_its_due_day_came_late(reporter):
    handed_in(reporter, form())
    row = list_of(reporter)["monthly_projects", "2019-06"]
    assert (row.standing, row.timeliness, row.open) == (Standing.SUBMITTED, Timeliness.CAME_LATE, False)


def test_a_table_counts_counties_and_the_whole(reporter):
    handed_in(reporter, form())
    table = period_table(*datasets.terms_of("monthly_projects", "2019-06"), TODAY)
    assert (table.whole.due, table.whole.handed_in, table.whole.on_time, table.whole.late) == (3, 1, 0, 2)
    assert [(name, part.handed_in, part.due) for _, name, part in table.counties] == [
        ("瓯海区", 1, 2),
        ("平阳县", 0, 1),
    ]


def test_a_reminder_reaches_those_that_owe_once_a_day_and_is_audited(reporter, officer):
    handed_in(reporter, form())
    terms = datasets.terms_of("monthly_projects", "2019-06")
    assert services.remind(actor=officer, table=period_table(*terms, TODAY)) == ["新桥街道", "昆阳镇"]
    assert services.remind(actor=officer, table=period_table(*terms, TODAY)) == []
    line = AuditEntry.objects.get(verb="dataset.remind")
    assert len(line.detail["units"]) == 2


def test_the_reminded_unit_sees_the_day(reporter, officer):
    services.remind(actor=officer, table=period_table(*datasets.terms_of("monthly_projects", "2019-06"), TODAY))
    assert list_of(reporter)["monthly_projects", "2019-06"].reminded == TODAY


def test_a_closed_period_takes_nothing_until_the_unit_is_let_in(reporter, officer):
    target = form()
    lock = services.lock_period(actor=officer, dataset=target.terms.dataset, period="2019-06", reason="已汇总")
    with pytest.raises(IntakeError, match="已汇总"):
        submissions.save_cells(actor=reporter, target=target, typed=typed(MONTHLY))
    asked = services.ask_unlock(actor=reporter, lock=lock, division_code=UNIT, reason="漏报一宗")
    services.answer_unlock(actor=officer, request=asked, granted=True, answer="同意", until=date(2019, 7, 10))
    assert submissions.save_cells(actor=reporter, target=target, typed=typed(MONTHLY)) == 3
    assert datasets.closed(target.terms.dataset.pk, "2019-06", target.division.pk, date(2019, 7, 11)) is not None


def test_letting_in_says_who_when_and_why(reporter, officer):
    lock = services.lock_period(actor=officer, dataset=form().terms.dataset, period="2019-06", reason="已汇总")
    asked = services.ask_unlock(actor=reporter, lock=lock, division_code=UNIT, reason="漏报")
    with pytest.raises(IntakeError):
        services.ask_unlock(actor=reporter, lock=lock, division_code=UNIT, reason="再问")
    with pytest.raises(IntakeError):
        services.answer_unlock(actor=officer, request=asked, granted=True, answer="", until=TODAY)
    with pytest.raises(IntakeError):
        services.answer_unlock(actor=officer, request=asked, granted=True, answer="好", until=date(2019, 7, 8))
    services.answer_unlock(actor=officer, request=asked, granted=False, answer="下月补报")
    asked.refresh_from_db()
    assert (asked.granted, asked.answer, asked.answered_by_id) == (False, "下月补报", officer.post_id)
    with pytest.raises(IntakeError):
        services.answer_unlock(actor=officer, request=asked, granted=True, answer="改", until=TODAY)


def test_a_lock_is_lifted_with_a_reason_and_may_be_set_again(reporter, officer):
    dataset = form().terms.dataset
    lock = services.lock_period(actor=officer, dataset=dataset, period="2019-06", reason="已汇总")
    with pytest.raises(IntakeError):
        services.lock_period(actor=officer, dataset=dataset, period="2019-06", reason="再锁")
    with pytest.raises(IntakeError):
        services.lift_lock(actor=officer, lock=lock, reason=" ")
    services.lift_lock(actor=officer, lock=lock, reason="统一更正")
    assert datasets.lock_of(dataset.pk, "2019-06") is None
    services.lock_period(actor=officer, dataset=dataset, period="2019-06", reason="再锁")


def test_a_day_entered_against_the_calendar_moves_due_days(reporter, officer):
    services.set_calendar_exception(actor=officer, day=date(2019, 7, 3), works=False, reason="台风停工")
    assert list_of(reporter)["monthly_projects", "2019-06"].deadline.due == date(2019, 7, 8)
    services.drop_calendar_exception(actor=officer, row=datasets.exceptions().get())
    assert list_of(reporter)["monthly_projects", "2019-06"].deadline.due == date(2019, 7, 5)
