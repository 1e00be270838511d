"""Who speaks is chosen by people for each edition; until then the first of each group do."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry, Post
from leitai.accounts.queries import actor_at
from leitai.divisions.models import Division
from leitai.league import services as league
from leitai.league.models import Edition
from leitai.meetings import queries, services
from leitai.meetings.domain import Language, MeetingPlan, load_meeting
from leitai.meetings.models import Meeting, Speaker
from leitai.meetings.tests import worlds

pytestmark = pytest.mark.django_db
DAY = date(2019, 4, 23)


@pytest.fixture(autouse=True)
def _city(db):
    worlds.build()


def earlier() -> Edition:
    """An edition for which no meeting is set up."""
    return Edition.objects.get(code="2018q4")


def person(role: Role, code: str) -> Actor:
    user = accounts.open_account(actor=worlds.SYSTEM, username=f"test.{role}", password="a long password")
    place = Division.objects.get(code=code)
    post = accounts.appoint(actor=worlds.SYSTEM, user=user, role=role, division_id=place.pk, since=worlds.SINCE)
    return actor_at(Post.objects.select_related("division").get(pk=post.pk), user, DAY)


def officer() -> Client:
    actor, client = person(Role.LEAGUE_OFFICER, worlds.CITY), Client()
    user = Post.objects.get(pk=actor.post_id).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_until_somebody_chooses_the_first_of_each_group_speak():
    units = [row for row in queries.league.board(earlier()) if row.rank]
    assert queries.speakers(earlier()) == tuple(row.division.code for row in units[: queries.FIRST])
    assert queries.meeting_name(earlier(), Language.ENGLISH) == "Exchange meeting"


def test_the_chosen_speak_in_their_order():
    plan = MeetingPlan(DAY, "交流会", "", tuple(reversed(load_meeting().speakers[:3])))
    services.choose_speakers(actor=worlds.SYSTEM, edition=earlier(), plan=plan)
    assert queries.speakers(earlier()) == plan.speakers
    assert queries.meeting_name(earlier(), Language.ENGLISH) == "交流会"
    services.choose_speakers(actor=worlds.SYSTEM, edition=earlier(), plan=replace(plan, speakers=plan.speakers[:1]))
    assert queries.speakers(earlier()) == plan.speakers[:1]
    assert list(
        AuditEntry.objects.filter(verb__startswith="meeting.").order_by("id").values_list("verb", flat=True)
    ) == [
        "meeting.begin",
        "meeting.begin",
        "meeting.change",
    ]


def test_a_correction_of_an_edition_has_its_meeting():
    made = league.correct_edition(actor=worlds.SYSTEM, edition=worlds.newest(), code="again", change="one figure")
    league.freeze(actor=worlds.SYSTEM, edition=made)
    assert queries.speakers(Edition.objects.get(code="again")) == load_meeting().speakers


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ((), services.MeetingError),
        ((worlds.STREET, worlds.STREET), services.MeetingError),
        (("330300000001",), services.NoSuchUnitError),
    ],
)
def test_nobody_twice_and_nobody_from_elsewhere(codes, error):
    with pytest.raises(error):
        services.choose_speakers(actor=worlds.SYSTEM, edition=earlier(), plan=MeetingPlan(DAY, "交流会", "", codes))
    assert not Meeting.objects.filter(edition=earlier()).exists()


def test_the_units_of_ones_scope_come_first():
    reviewer = person(Role.REVIEWER, worlds.COUNTY)
    own = [row.division.code for row in queries.units_first_own(worlds.newest(), reviewer)]
    assert own[:3] == list(load_meeting().speakers[:3])
    reporter = replace(reviewer, scope=frozenset({worlds.STREET}))
    assert queries.units_first_own(worlds.newest(), reporter)[0].division.code == worlds.STREET


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("speaker_alone_at_its_place", {"place": 2}),
        ("speaker_once_at_a_meeting", {"division_id": 0}),
        ("speaker_place_from_one", {"place": 0}),
    ],
)
def test_the_database_keeps_the_order_whole(name, changes):
    first, second = Speaker.objects.order_by("place")[:2]
    given = {"division_id": second.division_id} if "division_id" in changes else changes
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Speaker.objects.filter(pk=first.pk).update(**given)


def test_a_meeting_has_a_name():
    with pytest.raises(IntegrityError, match="meeting_has_a_name"), transaction.atomic():
        Meeting.objects.update(name="")


def test_the_officer_chooses_on_the_page():
    client, url = officer(), "/meetings/decks/2018q4/speakers/"
    assert 'value="2019-04-23"' in client.get("/meetings/decks/2019q1/speakers/").content.decode()
    assert client.get(url + "?first=2").content.decode().count('value="2"') == 2  # the field, and the second unit
    one, other = load_meeting().speakers[:2]
    asked = {"name": "二季度交流会", "day": "2019-07-20", f"place-{one}": "2", f"place-{other}": "1"}
    assert client.post(url, asked).status_code == 302
    assert queries.speakers(earlier()) == (other, one)
    refused = client.post(url, {**asked, f"place-{one}": "1"})
    assert refused.status_code == 422
    assert client.post(url, {**asked, f"place-{one}": "first"}).status_code == 422
    assert "二季度交流会" not in client.get("/meetings/decks/").content.decode()
