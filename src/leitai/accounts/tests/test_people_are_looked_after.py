"""An administrator opens accounts, appoints, ends posts, unlocks and sets passwords, within their scope."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leitai.accounts import queries
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry, Post, User
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, COUNTY, OTHER, PASSWORD, TOWN
from leitai.divisions.models import Division

pytestmark = pytest.mark.django_db
LIST, NEW = "/accounts/people/", "/accounts/people/new/"


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


@pytest.fixture
def administrator(client):
    return signed_in(client, "admin", CITY)


def signed_in(client, name: str, code: str) -> User:
    user, _ = factories.person(name, Role.ADMINISTRATOR, code)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def opening(**changed: str) -> dict[str, str]:
    given = {"username": "louqiao", "display_name": "娄桥统计", "role": "reporter", "division": TOWN}
    return {**given, "since": timezone.localdate().isoformat(), **changed}


def password_in(answer) -> str:
    return answer.content.decode().partition('<code class="fs-2">')[2].partition("</code>")[0]


def test_who_is_given_an_account_signs_in_once_and_chooses_a_password(client, administrator):
    answer = client.post(NEW, opening())
    given = password_in(answer)
    assert len(given) == 19
    assert "no-store" in answer["Cache-Control"]
    theirs = Client()
    assert theirs.post(reverse("account_login"), {"login": "louqiao", "password": given}).status_code == 302
    where = reverse("account_change_password")
    assert theirs.get("/intake/briefs/")["Location"] == where
    own = "a phrase of my own"
    theirs.post(where, {"oldpassword": given, "password1": own, "password2": own})
    assert theirs.get("/intake/briefs/").status_code == 200
    assert [post.division.code for post in User.objects.get(username="louqiao").posts.all()] == [TOWN]


def test_every_step_leaves_a_line_without_the_password(client, administrator):
    given = password_in(client.post(NEW, opening()))
    user = User.objects.get(username="louqiao")
    other = password_in(client.post(f"{LIST}{user.pk}/password/"))
    client.post(f"{LIST}{user.pk}/unlock/")
    client.post(f"{LIST}{user.pk}/close/")
    client.post(f"{LIST}{user.pk}/close/", {"to": "open"})
    lines = AuditEntry.objects.filter(user=administrator).order_by("id")
    assert [line.verb for line in lines] == [
        "account.open", "post.appoint", "account.password", "account.unlock", "account.close", "account.reopen",
    ]  # fmt: skip
    told = " ".join(f"{line.summary} {line.detail}" for line in lines)
    assert given not in told
    assert other not in told


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "ADMIN"}, "username"),
        ({"username": "a b"}, "username"),
        ({"role": "emperor"}, "role"),
        ({"division": "330300999000"}, "division"),
        ({"since": "0019-01-01"}, "since"),
    ],
)
def test_a_mistake_is_told_at_its_field(client, administrator, wrong, field):
    answer = client.post(NEW, opening(**wrong))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert User.objects.count() == 1


def test_a_post_is_given_and_ended(client, administrator):
    user, post = factories.person("ouhai", Role.REVIEWER, COUNTY)
    today = timezone.localdate()
    given = {"role": "reporter", "division": TOWN, "since": today.isoformat()}
    assert client.post(f"{LIST}{user.pk}/appoint/", given).status_code == 302
    assert client.post(f"{LIST}{user.pk}/appoint/", given).status_code == 422
    where = f"{LIST}{user.pk}/posts/{post.pk}/end/"
    early = {f"post-{post.pk}-until": (post.valid_from - timedelta(days=1)).isoformat()}
    answer = client.post(where, early)
    assert (answer.status_code, f'id="id_post-{post.pk}-until_error"' in answer.content.decode()) == (422, True)
    assert client.post(where, {f"post-{post.pk}-until": today.isoformat()}).status_code == 302
    assert [held.role for held in queries.posts_of(user, today)] == ["reporter"]
    assert client.get(f"{LIST}{user.pk}/").status_code == 200


def test_a_post_given_by_mistake_is_taken_back_the_same_day(client, administrator):
    today = timezone.localdate()
    user, post = factories.person("wrong", Role.ADMINISTRATOR, CITY, since=today)
    client.post(f"{LIST}{user.pk}/posts/{post.pk}/end/", {f"post-{post.pk}-until": today.isoformat()})
    assert list(queries.posts_of(user, today)) == []


def test_nobody_ends_the_post_they_act_from_or_closes_their_own_account(client, administrator):
    post = Post.objects.get(user=administrator)
    client.post(f"{LIST}{administrator.pk}/posts/{post.pk}/end/", {f"post-{post.pk}-until": "2030-01-01"})
    client.post(f"{LIST}{administrator.pk}/close/")
    post.refresh_from_db()
    administrator.refresh_from_db()
    assert (post.valid_to, administrator.is_active) == (None, True)


def test_a_county_looks_after_its_own_and_nobody_above(client):
    signed_in(client, "county", COUNTY)
    inside, _ = factories.person("inside", Role.REPORTER, OTHER)
    above, _ = factories.person("above", Role.LEAGUE_OFFICER, CITY)
    both, _ = factories.person("both", Role.REPORTER, TOWN)
    Post.objects.create(user=both, role=Role.AUDITOR, division=Division.objects.get(code=CITY),
                        valid_from=date(2018, 1, 1))  # fmt: skip
    page = client.get(LIST).content.decode()
    assert "inside" in page
    assert ">above<" not in page
    assert ">both<" not in page
    for user, status in ((inside, 200), (above, 404), (both, 404)):
        assert client.post(f"{LIST}{user.pk}/password/").status_code == status
    today = timezone.localdate().isoformat()
    answer = client.post(f"{LIST}{inside.pk}/appoint/", {"role": "auditor", "division": CITY, "since": today})
    assert answer.status_code == 422


def test_a_locked_name_is_shown_and_unlocked(client, administrator):
    user, _ = factories.person("Louqiao", Role.REPORTER, TOWN)
    theirs = Client()
    for number in range(settings.AXES_FAILURE_LIMIT):
        theirs.post(reverse("account_login"), {"login": ("louqiao", "LOUQIAO")[number % 2], "password": "wrong"})
    right = {"login": "Louqiao", "password": PASSWORD}
    assert theirs.post(reverse("account_login"), right).status_code == 429
    assert "Louqiao" in queries.locked(["Louqiao", "admin"], timezone.now())
    assert reverse("people:unlock", args=[user.pk]) in client.get(f"{LIST}{user.pk}/").content.decode()
    client.post(f"{LIST}{user.pk}/unlock/")
    assert theirs.post(reverse("account_login"), right).status_code == 302


def test_a_closed_account_is_signed_out_and_stays_out(client, administrator):
    user, _ = factories.person("leaving", Role.REPORTER, TOWN)
    theirs = Client()
    theirs.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert theirs.get("/intake/briefs/").status_code == 200
    client.post(f"{LIST}{user.pk}/close/")
    assert theirs.get("/intake/briefs/").status_code == 302
    theirs.post(reverse("account_login"), {"login": "leaving", "password": PASSWORD})
    assert theirs.get("/intake/briefs/").status_code == 302


def test_the_list_is_searched_by_name_division_and_role(client, administrator):
    factories.person("lou", Role.REPORTER, TOWN)
    factories.person("ou", Role.REVIEWER, COUNTY)
    found = lambda **asked: [one.user.username for one in client.get(LIST, asked).context["people"]]  # noqa: E731
    assert found(q="娄桥") == ["lou"]
    assert found(q="louqiao") == ["lou"]
    assert found(q="OU") == ["lou", "ou"]
    assert found(role="reviewer") == ["ou"]
    assert found(q="nobody") == []


def test_who_owes_a_second_factor_does_not_reach_the_accounts(client, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    signed_in(client, "admin", CITY)
    assert client.get(LIST)["Location"] == reverse("mfa_index")
