"""Every write leaves a line; the database lets nobody change or remove it."""

import pytest
from django.db import IntegrityError, connection, transaction

from leitai.accounts import queries, services
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


def test_opening_an_account_and_appointing_leave_their_lines():
    factories.person("reporter", Role.REPORTER, TOWN)
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["account.open", "post.appoint"]


def test_a_line_tells_the_time_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        before = cursor.fetchone()[0]
        line = services.record(actor=factories.SYSTEM, verb="test")
        cursor.execute("SELECT clock_timestamp()")
        after = cursor.fetchone()[0]
    assert before < line.at < after
    assert "at" in {field.name for field in AuditEntry._meta.db_returning_fields}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET summary = 'nothing happened'",
        "DELETE FROM accounts_auditentry",
        "TRUNCATE accounts_auditentry",
    ],
)
def test_a_line_is_neither_changed_nor_removed(statement):
    factories.person("reporter", Role.REPORTER, TOWN)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)


def test_who_is_no_auditor_reads_only_their_own_lines():
    user, post = factories.person("reporter", Role.REPORTER, TOWN)
    auditor, seat = factories.person("auditor", Role.AUDITOR, factories.CITY)
    day = factories.SINCE
    assert queries.audit_trail(queries.actor_at(post, user, day)).count() == 0
    assert queries.audit_trail(queries.actor_at(seat, auditor, day)).count() == 4


def test_the_trail_is_searched_by_every_word():
    factories.person("reporter", Role.REPORTER, TOWN)
    everything = AuditEntry.objects.all()
    assert queries.search_trail(everything, "account reporter").count() == 1
    assert queries.search_trail(everything, "account nobody").count() == 0
