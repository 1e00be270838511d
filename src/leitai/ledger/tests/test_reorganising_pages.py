"""An administrator changes the tree: sees first what will differ, then enters it; pages tell the past."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry
from leitai.accounts.queries import actor_at
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, COUNTY, OTHER, TOWN
from leitai.divisions import queries as tree
from leitai.divisions.domain import Change, ChangeKind
from leitai.ledger import services

pytestmark = pytest.mark.django_db
DAY, NEW = "2020-01-01", "330304099000"
WHY = {"day": DAY, "reason": "两街道合并", "document": "区政发〔2019〕12号"}
MERGER = {**WHY, "subjects": [TOWN, OTHER], "code": NEW, "new_name": "合街道", "new_kind": "street", "parent": COUNTY}


@pytest.fixture
def officer(client):
    factories.plant()
    user, _ = factories.person("admin", Role.ADMINISTRATOR, CITY)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def change(kind: str) -> str:
    return reverse("ledger:reorganise", args=[kind])


def test_a_preview_changes_nothing(officer):
    page = officer.post(change("merge"), {**MERGER, "preview": "1"}).content.decode()
    assert "合街道" in page
    assert not tree.reorganisations().exists()


def test_entered_it_changes_the_tree_from_the_day_and_leaves_a_line(officer):
    assert officer.post(change("merge"), {**MERGER, "enter": "1"}).status_code == 302
    assert NEW in tree.codes_within(COUNTY, date(2020, 1, 1))
    assert {TOWN, OTHER} <= tree.codes_within(COUNTY, date(2019, 12, 31))
    line = AuditEntry.objects.get(verb="division.merge")
    assert line.detail["subjects"] == [TOWN, OTHER]
    assert "区政发〔2019〕12号" in officer.get(reverse("ledger:changes")).content.decode()


def test_a_township_tells_its_successor_and_the_tree_of_the_day_shows_it(officer):
    officer.post(change("merge"), {**MERGER, "enter": "1"})
    assert "合街道" in officer.get(reverse("ledger:division", args=[TOWN])).content.decode()
    listed = {
        day: officer.get(reverse("ledger:divisions"), {"day": day}).content.decode() for day in ("2019-12-31", DAY)
    }
    assert "娄桥街道" in listed["2019-12-31"]
    assert "娄桥街道" not in listed[DAY]


@pytest.mark.parametrize(
    ("kind", "filled"),
    [
        ("rename", {"subject": TOWN, "name": "新名街道"}),
        ("split", {"subject": TOWN, "stays": "on", "code_1": NEW, "name_1": "分街道"}),
        ("new", {"code": NEW, "new_name": "新设镇", "new_kind": "town", "parent": COUNTY}),
        ("dissolve", {"subject": TOWN}),
    ],
)
def test_every_kind_is_entered(officer, kind, filled):
    assert officer.post(change(kind), {**WHY, **filled, "enter": "1"}).status_code == 302
    assert tree.reorganisations().get().kind == kind


@pytest.mark.parametrize(
    ("kind", "filled", "said"),
    [
        ("rename", {"subject": TOWN, "name": "娄桥街道"}, "娄桥街道"),
        ("move", {"subject": TOWN, "parent": CITY}, "娄桥街道"),
        ("merge", {"subjects": [TOWN], "code": NEW}, "invalid-feedback|alert-danger"),
        ("new", {"code": "12", "new_name": "x", "new_kind": "town", "parent": COUNTY}, "invalid-feedback"),
    ],
)
def test_what_cannot_be_is_said_and_not_entered(officer, kind, filled, said):
    answer = officer.post(change(kind), {**WHY, **filled, "enter": "1"})
    assert answer.status_code == 422
    assert any(part in answer.content.decode() for part in said.split("|"))
    assert not tree.reorganisations().exists()


def test_an_administrator_of_a_county_reaches_no_further():
    factories.plant()
    user, post = factories.person("county", Role.ADMINISTRATOR, TOWN)
    actor = actor_at(post, user, date(2019, 12, 1))
    wanted = Change(ChangeKind.RENAME, date(2020, 1, 1), (OTHER,), name="新名")
    with pytest.raises(PermissionDenied):
        services.reorganise(actor=actor, change=wanted, reason="试", document="试", today=date(2020, 1, 1))
