"""Facts enter the log in a fixed order, and each can be proven with a file and a public key."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitai.ledger import queries, services
from leitai.ledger.domain import proofs
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactKey, FactStatus, NewFact
from leitai.ledger.domain.merkle import EMPTY, leaf_hash, node_hash
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.ledger.models import Fact, SealedNode, SealedRun, SealKey, TreeHead
from leitai.ledger.sealing import rows
from leitai.ledger.sealing.heads import NotSealedError
from leitai.ledger.sealing.keys import SealKeyError
from leitai.ledger.sealing.store import split, unpack
from leitai.ledger.tests.factories import STREET, SYSTEM, TOWN, entry, record
from leitai.ledger.tests.sealed import KEY, OTHER, guard_off, months, seal, tiny_ledger

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@pytest.fixture(autouse=True)
def _ledger(db):
    tiny_ledger()


def sealed_numbers() -> list[int]:
    return [number for run in SealedRun.objects.all() for number in unpack(bytes(run.facts))]


def root_of(leaves: list[bytes]) -> bytes:
    """The definition of the RFC over hashes of leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


def own_leaves() -> list[bytes]:
    reader = rows.LeafReader()
    return [leaf_hash(leaf.canonical()) for number in sealed_numbers() for leaf in reader.leaves([number])]


def test_an_empty_ledger_has_nothing_to_seal():
    assert services.seal(actor=SYSTEM, signer=KEY) is None


@pytest.mark.parametrize("sizes", [[1], [255, 1, 1], [256, 256], [3, 700, 2], [513, 0, 4]])
def test_the_root_is_that_of_the_definition_however_the_facts_came(sizes):
    for since, size in enumerate(sizes):
        months(size, 1900 + 100 * since)
        head = seal()
    leaves = own_leaves()
    assert len(leaves) == sum(sizes)
    assert bytes(head.root) == root_of(leaves)
    assert sealed_numbers() == sorted(Fact.objects.values_list("pk", flat=True))


def test_height_is_added_where_blocks_fill_up(monkeypatch):
    monkeypatch.setattr("leitai.ledger.sealing.store.BLOCK", 4)
    monkeypatch.setattr("leitai.ledger.sealing.store.FAN", 2)
    monkeypatch.setattr("leitai.ledger.sealing.entering.BLOCK", 4)
    monkeypatch.setattr("leitai.ledger.sealing.entering.FAN", 2)
    for since, size in enumerate([15, 1, 48, 3, 200]):
        numbers = months(size, 1900 + 100 * since)
        head = seal()
        assert bytes(head.root) == root_of(own_leaves())
        for number in numbers[::7]:
            assert queries.proof_of(number).faults(KEY.public) == []
    assert set(SealedNode.objects.values_list("height", flat=True)) == {2, 4, 6, 8}


def test_sealing_again_without_news_changes_nothing():
    months(3)
    first = seal()
    assert seal() == first
    assert TreeHead.objects.count() == 1


def test_each_head_names_the_one_before():
    months(3)
    first = seal()
    months(4, 2000)
    second = seal()
    assert first.previous is None
    assert (
        queries.growth(first, second).second.previous
        == sha256(queries.growth(first, second).first.statement()).digest()
    )


def test_every_fact_of_a_sealed_ledger_is_proven_and_says_what_it_said():
    numbers = months(40)
    seal()
    for place, number in enumerate(numbers):
        proof = queries.proof_of(number)
        assert proof.faults(KEY.public) == []
        assert proof.said()["value"] == str(place)
        assert proof.said()["number"] == number


def test_growth_is_proven_between_all_heads():
    heads = []
    for since in range(5):
        months(7 * since + 1, 1900 + 50 * since)
        heads.append(seal())
    for later, second in enumerate(heads):
        for first in heads[: later + 1]:
            assert queries.growth(first, second).faults(KEY.public) == []


def test_a_fact_can_be_proven_under_an_older_head_too():
    number = months(5)[2]
    first = seal()
    late = months(5, 2000)[0]
    seal()
    assert queries.proof_of(number, first).faults(KEY.public) == []
    with pytest.raises(NotSealedError, match="not sealed under that head"):
        queries.proof_of(late, first)


def test_a_fact_that_is_not_sealed_yet_says_how_to_seal_it():
    number = months(1)[0]
    with pytest.raises(NotSealedError, match="leitai seal"):
        queries.proof_of(number)


def test_a_fact_whose_transaction_ended_late_enters_at_the_next_seal():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('ledger_fact', 'id'))")
        early = cursor.fetchone()[0]
    months(3)
    seal()
    late = months(1, 2000)[0]
    with guard_off("ledger_fact"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_fact SET id = %s WHERE id = %s", [early, late])
    months(2, 2010)
    seal()
    assert sealed_numbers()[3] == early
    assert queries.proof_of(early).faults(KEY.public) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**19), max_value=10**19, places=8),
    width=st.none() | st.decimals(min_value=Decimal("0.00000001"), max_value=10**9, places=8),
    words=st.tuples(WORDS, WORDS, WORDS, WORDS),
    published=st.none() | st.dates(date(1900, 1, 1)),
)
def test_the_server_and_python_write_the_same_leaf(value, width, words, published):
    with transaction.atomic():
        title, text, place, variant = words
        comparator = Comparator.EQUAL if width is None else Comparator.RANGE
        key = FactKey("fiscal_revenue", STREET, "2019-01/2019-09", FactStatus.TARGET, variant)
        fact = NewFact(key, value, comparator, None if width is None else value + width)
        source = NewSource(EvidenceKind.BRIEF, title, text, TOWN, published)
        number = services.record_facts(actor=SYSTEM, source=source, entries=[Entry(fact, place)])[0]
        seal()
        leaf = rows.leaf_of(number)
        hashes = [own for run in SealedRun.objects.all() for own in split(bytes(run.hashes))]
        assert hashes == [leaf_hash(leaf.canonical())]
        assert json.loads(leaf.canonical())["source"]["text"] == sha256(text.encode()).hexdigest()
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", ["ledger_treehead", "ledger_sealedrun", "ledger_sealkey", "ledger_sealednode"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_refuses_to_change_the_log(table, statement):
    months(300)
    seal()
    column = {"ledger_treehead": "size", "ledger_sealedrun": "hashes", "ledger_sealkey": "public"}.get(table, "hash")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


def test_another_key_cannot_seal_until_the_one_in_office_hands_over():
    first = months(2)[0]
    old = seal()
    months(2, 2000)
    with pytest.raises(SealKeyError, match="hand-over-to"):
        seal(OTHER)
    services.hand_over_seal(actor=SYSTEM, old=KEY, new=OTHER)
    new = seal(OTHER)
    assert queries.proof_of(first).faults(KEY.public) == []
    assert queries.proof_of(first).faults(OTHER.public) == []
    assert queries.growth(old, new).faults(KEY.public) == []
    assert "did not introduce" in queries.growth(old, new).faults(OTHER.public)[0]
    with pytest.raises(SealKeyError, match="hand-over-to"):
        services.hand_over_seal(actor=SYSTEM, old=KEY, new=OTHER)
    assert SealKey.objects.count() == 2


def test_a_proof_survives_its_file_and_nothing_else_does():
    number = months(9)[4]
    seal()
    proof = queries.proof_of(number)
    assert proofs.read(proofs.written(proof)) == replace(proof, path=tuple(proof.path), keys=tuple(proof.keys))
    assert proof.faults(OTHER.public) != []
    changed = replace(proof, leaf=proof.leaf.replace(b'"value":"4"', b'"value":"5"'))
    assert "was changed" in changed.faults(KEY.public)[0]
    larger = replace(proof, head=replace(proof.head, size=10))
    assert any("signature" in fault for fault in larger.faults(KEY.public))


def test_a_correction_is_sealed_beside_the_figure_it_corrects():
    number = record(entry("6.19"))[0]
    seal()
    before = queries.proof_of(number)
    source = NewSource(EvidenceKind.BRIEF, "更正")
    fact = Fact.objects.get(pk=number)
    second = services.correct_fact(actor=SYSTEM, fact=fact, value=Decimal("6.21"), reason="口径", source=source)
    seal()
    assert before.faults(KEY.public) == []
    said = queries.proof_of(second).said()
    assert (said["supersedes"], said["reason"], said["value"]) == (number, "口径", "6.21")
