"""Signing in, being locked out, being forgotten when idle."""

import pytest
from django.conf import settings
from django.urls import reverse

from leitai.accounts.domain import Role
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import PASSWORD, TOWN

pytestmark = pytest.mark.django_db
LOGIN = {"login": "reporter", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _reporter():
    factories.plant()
    factories.person("reporter", Role.REPORTER, TOWN)


def sign_in(client, **changed):
    return client.post(reverse("account_login"), {**LOGIN, **changed})


def test_the_right_password_opens_the_door(client):
    assert sign_in(client).status_code == 302
    assert client.get("/intake/briefs/").status_code == 200


def test_a_wrong_one_does_not_say_whether_the_name_exists(client):
    known = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, login="nobody", password="wrong").content.decode()
    assert sign_in_error(known) == sign_in_error(unknown) != ""


def sign_in_error(page: str) -> str:
    return page.partition('class="alert')[2].partition("</div>")[0].rpartition(">")[2].strip() or "shown"


def test_a_name_is_locked_after_so_many_failures_even_for_the_right_password(client):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert client.get("/intake/briefs/").status_code == 302


def test_a_session_ends_when_idle(client):
    sign_in(client)
    assert client.session.get_expiry_age() <= settings.IDLE_MINUTES * 60


def test_a_session_gets_a_new_key_at_sign_in(client):
    client.get("/")
    client.session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_passwords_are_kept_by_a_memory_hard_hash():
    assert settings.PASSWORD_HASHERS[0].endswith("ScryptPasswordHasher")
