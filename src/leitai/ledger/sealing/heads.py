"""Signed tree heads: making the next one, and proofs under those that are there."""

from datetime import datetime

from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import KeyRecord, Signer, key_id
from leitai.ledger.domain.leaves import moment
from leitai.ledger.domain.merkle import consistency_path, inclusion_path, tree_root
from leitai.ledger.domain.proofs import ConsistencyProof, InclusionProof
from leitai.ledger.models import SealKey, TreeHead
from leitai.ledger.sealing import keys
from leitai.ledger.sealing.rows import leaf_of
from leitai.ledger.sealing.store import Store, index_of


class NotSealedError(LookupError):
    """There is no seal yet that covers what was asked for."""


def last() -> TreeHead | None:
    """The newest head."""
    return TreeHead.objects.order_by("-size").first()


def value_of(row: TreeHead) -> Head:
    """A row as the value that is signed."""
    previous = None if row.previous is None else bytes(row.previous)
    return Head(row.size, bytes(row.root), moment(row.at), previous, row.key_id, bytes(row.signature))


def sign(size: int, *, signer: Signer, now: datetime) -> TreeHead:
    """Sign the log as it stands, as the head after the last one."""
    before = last()
    office = _office(signer, now)
    previous = None if before is None else value_of(before).digest
    head = Head(size, tree_root(size, Store().perfect), moment(now), previous, office.name).signed_by(signer)
    return TreeHead.objects.create(
        size=size, root=head.root, at=now, previous=previous, key=office, signature=head.signature
    )


def hand_over(old: Signer, new: Signer, now: datetime) -> SealKey:
    """Put `new` in the office of `old`, which signs it."""
    record = KeyRecord(new.public, moment(now), key_id(old.public))
    return SealKey.objects.create(
        name=record.id,
        public=new.public,
        since=now,
        introduced_by=_office(old, now),
        signature=old.sign(record.statement()),
    )


def prove(number: int, head: TreeHead | None = None) -> InclusionProof:
    """The proof that a fact is in the log under a head (the newest if none is given). Raises NotSealedError."""
    head, index, leaf = head or last(), index_of(number), leaf_of(number)
    if leaf is None:
        raise NotSealedError(f"the ledger has no fact {number}")
    if head is None or index is None or index >= head.size:
        raise NotSealedError(f"fact {number} is not sealed under that head yet: run `leitai seal`")
    path = inclusion_path(index, head.size, Store().perfect)
    return InclusionProof(leaf.canonical(), index, path, value_of(head), keys.chain())


def prove_growth(first: TreeHead, second: TreeHead) -> ConsistencyProof:
    """The proof that the log under `second` begins with the log under `first`. Raises SizeError."""
    path = consistency_path(first.size, second.size, Store().perfect)
    return ConsistencyProof(value_of(first), value_of(second), path, keys.chain())


def _office(signer: Signer, now: datetime) -> SealKey:
    """The row of the signer's key, entered if the log has no key yet. Raises keys.SealKeyError."""
    keys.check_in_office(signer)
    name = key_id(signer.public)
    return SealKey.objects.get_or_create(name=name, defaults={"public": signer.public, "since": now})[0]
