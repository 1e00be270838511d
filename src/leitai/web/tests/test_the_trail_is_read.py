"""The audit trail as a page and as a file."""

import csv
import io

import pytest
from django.utils import timezone

from leitai.accounts import services
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry
from leitai.accounts.queries import actor_at
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, OTHER, SINCE, TOWN
from leitai.web import trail

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


@pytest.fixture
def auditor(client):
    factories.plant()
    user, _ = factories.person("auditor", Role.AUDITOR, CITY)
    reporter, post = factories.person("reporter", Role.REPORTER, TOWN)
    actor = actor_at(post, reporter, SINCE)
    services.record(actor=actor, verb="brief.submit", summary=f"电话 {PHONE}", detail={"phone": PHONE})
    services.record(actor=actor, verb="=cmd|' /C calc'!A0", division_code=OTHER)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def found(client, **query) -> set[str]:
    return {entry.verb for entry in client.get("/audit/", query).context["page"]}


def exported(client, query: str = "") -> list[dict[str, str]]:
    answer = client.post(f"/audit/export/{query}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_it_is_filtered_by_verb_person_division_and_day(auditor):
    today = AuditEntry.objects.first().at.date().isoformat()
    assert found(auditor, verb="brief") == {"brief.submit"}
    assert found(auditor, person="reporter", division=TOWN) == {"brief.submit"}
    assert found(auditor, until="2019-01-01") == set()
    assert "brief.submit" in found(auditor, since="2019-01-01")
    assert found(auditor, since="9999-12-31", until=today) == set()


def test_a_day_that_is_none_is_no_filter(auditor):
    assert "brief.submit" in found(auditor, since="yesterday", until="9999-12-31")


def test_the_file_holds_no_personal_data(auditor):
    raw = auditor.post("/audit/export/").getvalue().decode()
    for personal in (PHONE, "reporter 娄桥", "娄桥街道", "127.0.0.1"):
        assert personal not in raw


def test_no_cell_is_a_formula(auditor):
    assert not [cell for row in exported(auditor) for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_file_holds_what_was_looked_for(auditor):
    assert {row["verb"] for row in exported(auditor, "?verb=brief")} == {"brief.submit"}


def test_the_file_is_whole_however_long_it_is(auditor, monkeypatch):
    monkeypatch.setattr(trail, "AT_ONCE", 2)
    AuditEntry.objects.bulk_create([AuditEntry(at=timezone.now(), verb=f"try.{number}") for number in range(7)])
    assert {row["verb"] for row in exported(auditor, "?verb=try")} == {f"try.{number}" for number in range(7)}


def test_taking_it_out_is_a_line_itself(auditor):
    rows = exported(auditor)
    line = AuditEntry.objects.get(verb="audit.export")
    assert line.detail == {"rows": len(rows)}
    assert line.user.username == "auditor"


def test_it_is_not_taken_out_by_following_a_link(auditor):
    assert auditor.get("/audit/export/").status_code == 405
