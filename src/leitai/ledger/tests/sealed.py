"""Sealed ledgers for tests, and ways to tamper with them as somebody with the database's own rights would."""

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from leitai.divisions import services as divisions
from leitai.ledger import services
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.keys import Signer
from leitai.ledger.models import TreeHead
from leitai.ledger.tests.factories import PLACES, STREET, SYSTEM, TOWN, entry, record

KEY = Signer(Ed25519PrivateKey.from_private_bytes(b"k" * 32))
OTHER = Signer(Ed25519PrivateKey.from_private_bytes(b"o" * 32))


def tiny_ledger() -> None:
    """Four divisions and one indicator."""
    divisions.load_places(places=PLACES)
    specs = [spec for spec in load_catalogue() if spec.code == "fiscal_revenue"]
    services.load_catalogue(actor=SYSTEM, specs=specs)


def seal(signer: Signer = KEY) -> TreeHead:
    """Seal what is there."""
    head = services.seal(actor=SYSTEM, signer=signer)
    assert head is not None
    return head


def months(count: int, since: int = 1900, text: str = "") -> list[int]:
    """Record so many figures of two townships, month by month."""
    steps = [(f"{since + step // 24}-{step // 2 % 12 + 1:02}", (STREET, TOWN)[step % 2]) for step in range(count)]
    return record(*(entry(str(n), division=d, period=p) for n, (p, d) in enumerate(steps)), text=text)


@contextmanager
def guard_off(table: str) -> Iterator[None]:
    """Disable the triggers of a table for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tamper(table: str, statement: str, *values: object) -> None:
    """Change a guarded table behind its triggers."""
    with guard_off(table), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
