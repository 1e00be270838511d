"""A page of English shows the English names of divisions, a page of Chinese the Chinese ones."""

import json
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction

from leitai.accounts.domain import Role
from tests import worlds

pytestmark = pytest.mark.django_db
UNIT, BOARD = worlds.UNIT, "/league/editions/2019q1/"
FORM = f"/intake/forms/{worlds.DATASET}/{worlds.REPORTED}/{UNIT}/"
TOWN, COUNTY = ("Louqiao Subdistrict", "娄桥街道"), ("Ouhai District", "瓯海区")
SHORT = ("Louqiao", "娄桥街道")
IN_CHART = (json.dumps("Louqiao"), json.dumps("娄桥街道"))
# the address, who opens it, and names that stand on it in English and in Chinese
PAGES = {
    "home": ("/", None, [TOWN, COUNTY]),
    "board": (BOARD, None, [TOWN, COUNTY]),
    "heat map on a narrow screen": (BOARD, None, [IN_CHART]),
    "tiles": (f"{BOARD}tiles/", None, [SHORT, TOWN, COUNTY]),
    "unit": (f"{BOARD}units/{UNIT}/", None, [TOWN, COUNTY]),
    "profile": (f"{BOARD}units/{UNIT}/profile/", None, [TOWN, COUNTY]),
    "two units": (f"{BOARD}compare/?one={UNIT}&other={worlds.FAR}", None, [TOWN, ("Kunyang Town", "昆阳镇")]),
    "certainty": (f"{BOARD}certainty/", None, [SHORT, TOWN, COUNTY]),
    "objections": (f"{BOARD}objections/", None, [TOWN]),
    "tree": ("/ledger/divisions/", None, [TOWN, COUNTY]),
    "division": (f"/ledger/divisions/{UNIT}/", None, [TOWN]),
    "pivot": ("/ledger/pivot/", None, [TOWN, COUNTY]),
    "chart of the pivot": ("/ledger/pivot/", None, [IN_CHART]),
    "briefs": ("/intake/briefs/", Role.REPORTER, [TOWN]),
    "brief": ("/intake/briefs/{brief}/", Role.REPORTER, [TOWN]),
    "owed": ("/intake/owed/", Role.REPORTER, [TOWN]),
    "form": (FORM, Role.REPORTER, [TOWN]),
    "completeness": ("/intake/completeness/", Role.LEAGUE_OFFICER, [TOWN, COUNTY]),
    "whom to remind": (f"/intake/completeness/{worlds.DATASET}/{worlds.REPORTED}/remind/", Role.LEAGUE_OFFICER, [TOWN]),
    "decks": ("/meetings/decks/", Role.LEAGUE_OFFICER, [TOWN, COUNTY]),
    "people": ("/accounts/people/", Role.ADMINISTRATOR, [TOWN]),
    "a new change of the tree": ("/ledger/divisions/changes/new/move/", Role.ADMINISTRATOR, [TOWN, COUNTY]),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


def read(world: worlds.World, address: str, role: Role | None, language: str) -> str:
    client = world.client(role)
    answer = client.get(address.format(brief=world.brief.pk), headers={"accept-language": language}, follow=True)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.parametrize("page", PAGES)
def test_each_language_has_its_names(world, page):
    address, role, names = PAGES[page]
    english, chinese = (read(world, address, role, language) for language in ("en", "zh-hans"))
    for spelt, written in names:
        assert spelt in english
        assert written in chinese
