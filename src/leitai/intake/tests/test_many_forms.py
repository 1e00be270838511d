"""Pages of many forms: all can be reached, with their number, and none asks for each form apart."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.divisions.models import Division
from leitai.intake.models import Lock, UnlockRequest
from leitai.intake.queries import submissions as queries
from leitai.intake.queries.entries import entries_of
from leitai.intake.queries.entry import entry_of
from leitai.intake.services import submissions
from leitai.intake.tests.factories import COUNTY, MONTHLY, NEIGHBOUR, TODAY, UNIT, form, past, person, typed
from leitai.intake.views import datasets, review

pytestmark = pytest.mark.django_db
MONTHS = ("2019-05", "2019-06", "2019-07")


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = date(2019, 8, 5)


@pytest.fixture
def reviewer():
    """A reviewer for whom six forms of two units wait."""
    past([("upgrading_land", UNIT, f"2018-0{month}", str(10 + month)) for month in range(1, 9)])
    for code in (UNIT, NEIGHBOUR):
        reporter = person(Role.REPORTER, code)
        for month in MONTHS:
            comments = dict.fromkeys(MONTHLY, "已核对")
            submissions.save_cells(actor=reporter, target=form(period=month, code=code), typed=typed(MONTHLY, comments))
            submissions.submit(actor=reporter, target=form(period=month, code=code))
    return person(Role.REVIEWER, COUNTY)


def page(actor, url):
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(url)


def test_read_together_they_say_what_each_says_alone(reviewer):
    rows = list(queries.waiting(reviewer))
    together = entries_of(rows)
    assert len(together) == 6
    for entry in together:
        alone = entry_of(form(period=entry.target.period.text, code=entry.target.division.code), TODAY)
        assert entry.findings() == alone.findings()
        assert entry.values == alone.values


def test_more_forms_are_no_more_questions_to_the_database(
    reviewer, django_assert_num_queries, django_assert_max_num_queries
):
    rows = list(queries.waiting(reviewer))
    for row in rows:
        row.period = MONTHS[0]  # the peers of one period are one question
    entries_of(rows[:1])
    with django_assert_max_num_queries(5):
        entries_of(rows)


def test_what_waits_is_counted_and_goes_on_on_a_next_page(reviewer, monkeypatch):
    monkeypatch.setattr(review, "AT_ONCE", 2)
    pages = [page(reviewer, f"/intake/review/?waiting={number}&page=2").context for number in (1, 2, 3)]
    assert [len(one["rows"]) for one in pages] == [2, 2, 2]
    assert len({row["submission"].pk for one in pages for row in one["rows"]}) == 6
    assert pages[0]["waiting"].paginator.count == 6
    shown = page(reviewer, "/intake/review/?page=2").content.decode()
    assert "?page=2&amp;waiting=2" in shown
    assert "?page=3" in shown


def test_every_request_and_every_closed_period_is_reached(reviewer, monkeypatch):
    monkeypatch.setattr(datasets, "AT_ONCE", 2)
    for month in MONTHS:
        lock = Lock.objects.create(
            dataset=form().terms.dataset, period=month, reason="已公布", locked_at=timezone.now()
        )
        unit = Division.objects.get(code=UNIT)
        UnlockRequest.objects.create(lock=lock, division=unit, reason="补报", asked_at=timezone.now())
    found = [page(reviewer, f"/intake/unlocking/?page={number}&locks={number}").context for number in (1, 2)]
    assert [len(one["rows"]) for one in found] == [2, 1]
    assert {lock.period for one in found for lock in one["locks"]} == set(MONTHS)
