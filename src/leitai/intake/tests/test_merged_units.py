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


def rows_of(code):
    return {(row.code, row.dataset.code, row.period.text): row for row in owed.owed_by(code, TODAY)}


def test_the_unit_that_took_it_over_finds_what_is_left_on_its_own_list_under_its_name(people):
    rows = rows_of(NEIGHBOUR)
    left, own = rows[UNIT, "monthly_projects", "2019-06"], rows[NEIGHBOUR, "monthly_projects", "2019-06"]
    assert (left.merged, left.open, left.late) == ("娄桥街道", True, True)
    assert (own.merged, own.open) == ("", True)
    assert not any(code != FAR for code, *_ in rows_of(FAR))


def test_what_began_after_the_merger_is_owed_by_the_new_unit_alone(people):
    later = {(row.code, row.period.text) for row in owed.owed_by(NEIGHBOUR, date(2019, 8, 9))}
    assert (NEIGHBOUR, "2019-07") in later
    assert (UNIT, "2019-07") not in later


def test_the_lists_of_the_successor_lead_to_the_form_of_the_unit_that_is_gone(client, people):
    client.force_login(User.objects.get(pk=people["reporter"].user_id))
    form_of_the_gone = f"/intake/forms/monthly_projects/2019-06/{UNIT}/"
    said = client.get("/intake/owed/").content.decode()
    assert f'href="{form_of_the_gone}"' in said
    assert "原娄桥街道" in said
    assert f'/{UNIT}/"' in client.get("/").content.decode()
    assert 'data-entry="' in client.get(form_of_the_gone).content.decode()


def test_what_is_handed_in_for_the_unit_that_is_gone_leaves_the_open_list(people):
    handed_in(people["reporter"], form())
    assert not rows_of(NEIGHBOUR)[UNIT, "monthly_projects", "2019-06"].open
