"""Anybody can see the seals and the proof of a figure, take them away as files, and look at the past."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitai.ledger import services
from leitai.ledger.domain import proofs
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import read_public_pem
from leitai.ledger.domain.recording import NewSource
from leitai.ledger.models import Fact
from leitai.ledger.tests.factories import STREET, SYSTEM, entry, record
from leitai.ledger.tests.sealed import KEY, months, seal, tamper, tiny_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(db):
    tiny_ledger()


def page(client, name: str, *words: object, **asked: str) -> str:
    answer = client.get(reverse(f"ledger:{name}", args=words), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_and_a_head_show_what_was_signed(client):
    assert "Nothing sealed yet" in page(client, "seals") or "还没有封存" in page(client, "seals")
    months(3)
    first = seal()
    months(4, 2000)
    second = seal()
    assert bytes(second.root).hex() in page(client, "seals")
    shown = page(client, "seal", 7)
    assert bytes(second.signature).hex() in shown
    assert first.key_id in shown
    assert reverse("ledger:growth", args=[3, 7]) in shown


def test_the_files_can_be_verified_with_nothing_else(client):
    number = months(3)[1]
    first = seal()
    months(4, 2000)
    seal()
    trusted = read_public_pem(page(client, "seal-key", first.key_id).encode())
    assert trusted == KEY.public
    proof = proofs.read(page(client, "proof-json", number))
    assert proof.faults(trusted) == []
    assert proofs.read(page(client, "growth", 3, 7)).faults(trusted) == []
    assert Head.parse(json.loads(page(client, "seal-json", 7))) == proof.head


def test_the_page_of_a_proof_shows_its_path_and_what_was_sealed(client):
    number = months(3)[1]
    assert reverse("ledger:proof-json", args=[number]) not in page(client, "proof", number)
    seal()
    shown = page(client, "proof", number)
    assert reverse("ledger:proof-json", args=[number]) in shown
    assert all(step.hex() in shown for step in proofs.read(page(client, "proof-json", number)).path)
    assert reverse("ledger:proof", args=[number]) in page(client, "fact", number)


def test_what_is_not_there_is_not_found(client):
    number = months(1)[0]
    for name, words in [("proof-json", [number]), ("proof", [number + 1]), ("seal", [9]), ("seal-key", ["00"])]:
        assert client.get(reverse(f"ledger:{name}", args=words)).status_code == 404
    months(3, 2000)
    seal()
    assert client.get(reverse("ledger:growth", args=[4, 3])).status_code == 404


def test_the_past_is_shown_as_it_was_known(client):
    number = record(entry("6.19"))[0]
    early = Fact.objects.get(pk=number).recorded_at - timedelta(days=40)
    tamper("ledger_fact", "UPDATE ledger_fact SET recorded_at = %s WHERE id = %s", early, number)
    fact = Fact.objects.get(pk=number)
    source = NewSource(EvidenceKind.BRIEF, "更正简报")
    services.correct_fact(actor=SYSTEM, fact=fact, value=Decimal("7.25"), reason="口径有误", source=source)
    then = (early + timedelta(days=2)).date().isoformat()
    for name, word in (("indicator", "fiscal_revenue"), ("division", STREET)):
        assert "7.25" in page(client, name, word)
        past = page(client, name, word, as_of=then)
        assert "6.19" in past
        assert "7.25" not in past
    assert "口径有误" in page(client, "fact", number)
    past = page(client, "fact", number, as_of=then)
    assert "口径有误" not in past
    assert "6.19" in past
    assert "6.19" not in page(client, "indicator", "fiscal_revenue", as_of="2001-01-01")
    assert "7.25" in page(client, "indicator", "fiscal_revenue", as_of="no day")
