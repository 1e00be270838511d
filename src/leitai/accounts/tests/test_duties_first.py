"""Who owes a second factor or a new password reaches nothing else before."""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils import timezone

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, PASSWORD, TOWN
from leitai.environment import Environment, SettingError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(settings):
    factories.plant()
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})


def signed_in(client, role: Role, code: str) -> User:
    user, _ = factories.person(role, role, code)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_administrator_without_a_second_factor_is_sent_to_set_one_up(client, method):
    signed_in(client, Role.ADMINISTRATOR, CITY)
    for url in ("/", "/audit/", "/audit/export/", "/api/facts"):
        answer = getattr(client, method)(url)
        assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_with_one_the_way_is_free(client):
    user = signed_in(client, Role.ADMINISTRATOR, CITY)
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/audit/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    RecoveryCodes.activate(signed_in(client, Role.ADMINISTRATOR, CITY))
    assert client.get("/audit/").status_code == 302


def test_other_roles_need_none(client):
    signed_in(client, Role.REPORTER, TOWN)
    assert client.get("/").status_code == 200


def test_an_old_password_is_changed_before_anything_else(client, settings):
    settings.PASSWORD_DAYS = 90
    user = signed_in(client, Role.REPORTER, TOWN)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=user.pk).update(password_set_at=timezone.now() - timedelta(days=91))
    where = reverse("account_change_password")
    assert client.get("/")["Location"] == where
    new = "another long password"
    client.post(where, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/").status_code == 200


def test_a_role_that_is_none_is_refused():
    with pytest.raises(SettingError, match="administrator"):
        Environment({"X": "administrator,king"}).words_among("X", ["administrator", "auditor"])
