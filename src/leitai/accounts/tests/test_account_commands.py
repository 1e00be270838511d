"""The first administrator comes in by a command, and whoever is locked out by another."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from leitai.accounts.cli import account
from leitai.accounts.models import AuditEntry, User
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


def leitai(*words: str, typed: str = ""):
    return CliRunner().invoke(account, [*words], input=typed)


def opened() -> str:
    said = leitai("open", "first", "--role", "administrator", "--division", CITY)
    assert said.exit_code == 0, said.output
    return said.output.partition("password: ")[2].split()[0]


def test_the_first_administrator_signs_in_and_opens_the_next_account():
    client, own = Client(), "a phrase of my own"
    given = opened()
    assert client.post(reverse("account_login"), {"login": "first", "password": given}).status_code == 302
    where = reverse("account_change_password")
    assert client.get("/accounts/people/")["Location"] == where
    client.post(where, {"oldpassword": given, "password1": own, "password2": own})
    assert client.get("/accounts/people/").status_code == 200


def test_each_command_leaves_its_line():
    opened()
    leitai("appoint", "first", "--role", "auditor", "--division", CITY, "--since", "2019-01-01")
    leitai("dismiss", "first", "--role", "auditor", "--division", CITY, "--until", "2099-01-01")
    leitai("unlock", "first")
    leitai("password", "first")
    leitai("close", "first")
    verbs = list(AuditEntry.objects.filter(actor_label="leitai account").order_by("id").values_list("verb", flat=True))
    assert verbs == ["account.open", "post.appoint", "post.appoint", "post.dismiss", "account.unlock",
                     "account.password", "account.close"]  # fmt: skip


def test_a_password_may_be_typed_and_must_be_a_good_one():
    opened()
    assert "too common" in leitai("password", "first", "--ask", typed="password12\npassword12\n").output
    assert leitai("password", "first", "--ask", typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert User.objects.get(username="first").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["open", "first"], "is taken"),
        (["open", "a b"], "valid username"),
        (["open", "next", "--role", "reporter"], "together"),
        (["open", "next", "--role", "reporter", "--division", "330399000000"], "no division"),
        (["unlock", "nobody"], "no account"),
        (["dismiss", "first", "--role", "auditor", "--division", CITY], "holds no post"),
        (["appoint", "first", "--role", "administrator", "--division", CITY], "already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(words, why):
    opened()
    said = leitai(*words)
    assert said.exit_code != 0
    assert why in said.output
    assert not User.objects.filter(username="next").exists()


def test_the_list_tells_posts_and_state():
    opened()
    leitai("close", "first")
    (row,) = json.loads(leitai("list", "--json").output)
    assert (row["name"], row["posts"], row["state"]) == ("first", f"administrator {CITY}", "closed")
    assert "first" in leitai("list").output
    assert leitai("list", "--csv").output.startswith("name,called")
