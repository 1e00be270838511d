"""The page of a unit: what rests on the frozen edition is written once, what depends on the reader every time."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.league import services
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db
UNIT = arena.unit_code(3)
PAGE = f"/league/editions/2019q1/units/{UNIT}/"
FEW = 20


def read(client: Client, language: str = "en") -> str:
    page = client.get(PAGE, headers={"accept-language": language}).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_it_is_the_same_again_and_asks_little():
    arena.build()
    arena.announced()
    first = read(Client())
    with CaptureQueriesContext(connection) as asked:
        assert read(Client()) == first
    assert len(asked) <= FEW
    assert 'id="d2"' in first
    assert "PM2.5" in first


def test_each_language_has_its_own():
    arena.build()
    arena.announced()
    english, chinese = read(Client()), read(Client(), "zh-hans")
    assert ("Strength" in english, "实力" in english) == (True, False)
    assert ("Strength" in chinese, "实力" in chinese) == (False, True)
    assert read(Client()) == english


def test_what_the_reader_may_do_is_told_every_time():
    arena.build()
    edition = arena.announced()
    arena.person(Role.REPORTER, UNIT)
    reporter = Client()
    user = User.objects.get(username=f"{Role.REPORTER}.{UNIT}")
    reporter.force_login(user, "django.contrib.auth.backends.ModelBackend")
    objecting = f'href="{PAGE}object/"'
    assert objecting not in read(Client())
    assert objecting in read(reporter)
    services.make_final(actor=arena.SYSTEM, edition=edition)
    assert objecting not in read(reporter)
