"""Whoever changes the ledger behind its guards is found, and what they changed is named."""

from decimal import Decimal

import pytest
from django.db import connection

from leitai.ledger import services
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.merkle import leaf_hash
from leitai.ledger.domain.recording import NewSource
from leitai.ledger.models import Fact
from leitai.ledger.sealing import auditing
from leitai.ledger.sealing.audit import Trouble
from leitai.ledger.sealing.heads import last, value_of
from leitai.ledger.sealing.rows import leaf_of
from leitai.ledger.tests.factories import SYSTEM
from leitai.ledger.tests.sealed import KEY, OTHER, guard_off, months, seal, tamper, tiny_ledger

pytestmark = pytest.mark.django_db
# How each column of a fact can be changed. The test below demands that no column is forgotten.
CHANGES = {
    "indicator_id": "(SELECT id FROM ledger_indicator WHERE code = 'other')",
    "division_id": "(SELECT id FROM divisions_division WHERE code = '330300000000')",
    "period": "'2018'",
    "first_day": "first_day - 1",
    "last_day": "last_day + 1",
    "status": "'target'",
    "variant": "'b'",
    "comparator": "'>'",
    "value": "value + 0.00000001",
    "value_max": "value + 1",
    "source_id": "(SELECT max(id) FROM ledger_source)",
    "place": "'chars:1-2'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "recorded_by_id": "(SELECT id FROM accounts_post LIMIT 1)",
    "supersedes_id": "(SELECT min(id) FROM ledger_fact)",
    "reason": "'because'",
}
SOURCE_CHANGES = {
    "kind": "'form'",
    "title": "title || '.'",
    "division_id": "(SELECT id FROM divisions_division WHERE code = '330300000000')",
    "text": "text || ' '",
    "sha256": "sha256('')",
    "published": "'2019-04-25'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "recorded_by_id": "(SELECT id FROM accounts_post LIMIT 1)",
}


@pytest.fixture(autouse=True)
def _sealed(db):
    """Three heads over 300, 310 and 620 facts, of three sources."""
    tiny_ledger()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE another ON COMMIT DROP AS SELECT * FROM ledger_indicator")
        cursor.execute("UPDATE another SET id = id + 1, code = 'other'")
        cursor.execute("INSERT INTO ledger_indicator SELECT * FROM another")
        cursor.execute(
            "INSERT INTO accounts_user (username, password, first_name, last_name, email, display_name, is_staff,"
            " is_superuser, is_active, date_joined, password_is_one_time)"
            " VALUES ('u', '', '', '', '', '', false, false, true, now(), false)"
        )
        cursor.execute(
            "INSERT INTO accounts_post (user_id, role, division_id, valid_from)"
            " SELECT u.id, 'reporter', d.id, '2019-01-01' FROM accounts_user u, divisions_division d LIMIT 1"
        )
    for since, count in ((1900, 300), (2000, 10), (2010, 310)):
        months(count, since, text=f"简报{since}")
        seal()


def found(**options: object) -> dict[Trouble, set[str]]:
    report = auditing.run(**options)
    troubles: dict[Trouble, set[str]] = {}
    for finding in report.findings:
        troubles.setdefault(finding.trouble, set()).add(finding.subject)
    return troubles


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return {row[0] for row in cursor.fetchall()}


def fact(place: int) -> int:
    return Fact.objects.order_by("pk")[place].pk


def test_a_ledger_left_alone_has_nothing_to_find():
    assert found(trusted=KEY.public, witnesses=[value_of(last())]) == {}


def test_every_column_is_among_the_changes():
    assert columns("ledger_fact") == {"id", "value_as_double", *CHANGES}  # generated from the value
    assert columns("ledger_source") == {"id", *SOURCE_CHANGES}


@pytest.mark.parametrize("column", sorted(CHANGES))
def test_a_fact_changed_in_any_column_is_named(column):
    number = fact(17)
    for constraint in ("fact_range_has_both_ends", "fact_correction_says_why"):
        tamper("ledger_fact", f"ALTER TABLE ledger_fact DROP CONSTRAINT {constraint}")
    tamper("ledger_fact", f"UPDATE ledger_fact SET {column} = {CHANGES[column]} WHERE id = %s", number)  # noqa: S608
    troubles = found()
    assert troubles.pop(Trouble.FACT_CHANGED) == {str(number)}
    assert troubles.keys() <= {Trouble.IN_FORCE}


@pytest.mark.parametrize("column", sorted(SOURCE_CHANGES))
def test_a_source_changed_in_any_column_names_its_facts(column):
    tamper("ledger_source", f"UPDATE ledger_source SET {column} = {SOURCE_CHANGES[column]} WHERE text = '简报2000'")  # noqa: S608
    numbers = Fact.objects.filter(pk__gte=fact(300), pk__lte=fact(309)).values_list("pk", flat=True)
    assert found() == {Trouble.FACT_CHANGED: {str(number) for number in numbers}}


def test_a_fact_that_was_removed_is_named():
    number = fact(301)
    tamper("ledger_fact", "DELETE FROM ledger_fact WHERE id = %s", number)
    assert found() == {Trouble.FACT_GONE: {str(number)}}


def test_a_fact_changed_together_with_its_leaf_breaks_the_node_and_every_root_above():
    number = fact(17)
    tamper("ledger_fact", "UPDATE ledger_fact SET value = value + 1 WHERE id = %s", number)
    tamper(
        "ledger_sealedrun",
        "UPDATE ledger_sealedrun SET hashes = overlay(hashes PLACING %s FROM %s) WHERE first_leaf = 0",
        new_leaf(number),
        17 * 32 + 1,
    )
    assert found() == {Trouble.NODE: {"8/0"}, Trouble.ROOT: {"300", "310", "620"}}


def new_leaf(number: int) -> bytes:
    leaf = leaf_of(number)
    assert leaf is not None
    return leaf_hash(leaf.canonical())


@pytest.mark.parametrize(
    "change", ["root = sha256('')", "size = 311", "at = at + interval '1 second'", "signature = root || root"]
)
def test_an_altered_head_is_named(change):
    tamper("ledger_treehead", f"UPDATE ledger_treehead SET {change} WHERE size = 310")  # noqa: S608
    assert found()[Trouble.HEAD] in ({"310"}, {"311"})


def test_a_head_that_was_removed_breaks_the_chain():
    tamper("ledger_treehead", "DELETE FROM ledger_treehead WHERE size = 310")
    assert found() == {Trouble.CHAIN: {"620"}}


def test_a_log_cut_off_at_its_end_is_found_by_a_witness():
    witness = value_of(last())
    tamper("ledger_treehead", "DELETE FROM ledger_treehead WHERE size = 620")
    assert found() == {Trouble.RUN: {"310"}}
    tamper("ledger_sealedrun", "DELETE FROM ledger_sealedrun WHERE first_leaf >= 310")
    tamper("ledger_sealednode", "DELETE FROM ledger_sealednode WHERE place = 1")
    assert found() == {}
    assert found(witnesses=[witness]) == {Trouble.ROOT: {"620"}}


def test_leaves_removed_from_the_middle_are_found():
    tamper("ledger_sealedrun", "DELETE FROM ledger_sealedrun WHERE first_leaf = 300")
    assert found()[Trouble.RUN] == {"300"}


def test_a_node_that_was_changed_is_named():
    tamper("ledger_sealednode", "UPDATE ledger_sealednode SET hash = sha256('') WHERE place = 0")
    assert found() == {Trouble.NODE: {"8/0"}}


def test_a_log_signed_all_over_by_another_key_is_not_trusted():
    for table in ("ledger_treehead", "ledger_sealkey", "ledger_sealedrun", "ledger_sealednode"):
        tamper(table, f"DELETE FROM {table}")  # noqa: S608
    seal(OTHER)
    assert found() == {}
    assert found(trusted=KEY.public).keys() == {Trouble.KEY}


def test_a_key_that_put_itself_into_office_is_named():
    services.hand_over_seal(actor=SYSTEM, old=KEY, new=OTHER)
    tamper("ledger_sealkey", "UPDATE ledger_sealkey SET signature = decode(repeat('00', 64), 'hex')"
                             " WHERE introduced_by_id IS NOT NULL")  # fmt: skip
    assert found().keys() == {Trouble.KEY}


def test_a_figure_put_in_force_beside_another_is_named_with_the_key_that_should_have_refused_it():
    columns = "indicator_id, division_id, period, first_day, last_day, status, variant, comparator, value, source_id"
    rest = "place, recorded_at, reason"
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX fact_first_once_per_key")
        cursor.execute(
            f"INSERT INTO ledger_fact ({columns}, {rest}) SELECT {columns}, {rest} FROM ledger_fact WHERE id = %s",  # noqa: S608
            [fact(5)],
        )
    assert found() == {Trouble.IN_FORCE: {str(fact(5))}, Trouble.GUARD: {"fact_first_once_per_key"}}


def test_a_correction_bent_to_another_key_is_named():
    source = NewSource(EvidenceKind.BRIEF, "更正")
    subject = Fact.objects.get(pk=fact(6))
    number = services.correct_fact(actor=SYSTEM, fact=subject, value=Decimal(7), reason="统计口径", source=source)
    tamper("ledger_fact", "UPDATE ledger_fact SET variant = '改' WHERE id = %s", number)
    assert found() == {Trouble.IN_FORCE: {str(number)}}


def test_a_figure_that_pivots_read_otherwise_is_named():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_fact ALTER COLUMN value_as_double DROP EXPRESSION")
    tamper("ledger_fact", "UPDATE ledger_fact SET value_as_double = 99 WHERE id = %s", fact(7))
    assert found() == {Trouble.FACT_CHANGED: {str(fact(7))}}


def test_a_guard_that_is_off_is_named():
    with guard_off("ledger_source"):
        assert found() == {Trouble.GUARD: {"ledger_source"}}
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER fact_append_only ON ledger_fact")
    assert found() == {Trouble.GUARD: {"ledger_fact"}}
