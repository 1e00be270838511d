"""What a merged unit still owes is typed, decided and counted until it is settled."""

from datetime import date

import pytest

from leitai.accounts.domain import Role
from leitai.accounts.models import Post, User
from leitai.accounts.queries import actor_at
from leitai.divisions import services as divisions
from leitai.divisions.domain import Change, ChangeKind
from leitai.intake.domain.submissions import SubmissionState
from leitai.intake.models import Submission
from leitai.intake.queries import datasets, owed
from leitai.intake.queries import submissions as queries
from leitai.intake.services import review
from leitai.intake.tests.factories import CITY, COUNTY, FAR, NEIGHBOUR, TODAY, UNIT, form, handed_in, person

pytestmark = pytest.mark.django_db
MERGED = date(2019, 7, 1)


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def people():
    """Everybody, seen after the unit was merged into its neighbour."""
    places = {Role.REPORTER: NEIGHBOUR, Role.REVIEWER: COUNTY, Role.LEAGUE_OFFICER: CITY}
    before = {"stranger": person(Role.REPORTER, FAR), "old": person(Role.REPORTER, UNIT)}
    before |= {str(role): person(role, code) for role, code in places.items()}
    change = Change(ChangeKind.MERGE, MERGED, (UNIT,), into=NEIGHBOUR)
    divisions.reorganise(change=change, reason="合并", document="政函〔2019〕7号", today=TODAY)
    return {name: again(actor) for name, actor in before.items()}


def again(actor):
    post = Post.objects.select_related("division").get(pk=actor.post_id)
    return actor_at(post, User.objects.get(pk=actor.user_id), TODAY)


def test_the_last_form_of_a_merged_unit_is_handed_in_and_accepted(people):
    handed_in(people["old"], form())
    waiting = queries.waiting(people["reviewer"]).get()
    assert review.accept(actor=people["reviewer"], submission=waiting) is SubmissionState.ACCEPTED


def test_whoever_took_the_unit_over_types_what_it_left(people):
    handed_in(people["reporter"], form())
    assert Submission.objects.get().division.code == UNIT


def test_its_county_and_its_city_count_it_and_no_other_unit_sees_it(people):
    terms, period = datasets.terms_of("monthly_projects", "2019-06")
    table = owed.period_table(terms, period, TODAY, people["reviewer"].scope)
    assert UNIT in {row.place.code for row in table.rows}
    assert people["league_officer"].covers(UNIT)
    assert not people["stranger"].covers(UNIT)
