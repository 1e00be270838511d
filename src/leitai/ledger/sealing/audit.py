"""The audit: everything that was sealed is computed again from the rows, and whatever differs is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, pairwise

from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import KeyRecord, key_id
from leitai.ledger.domain.merkle import Span, leaf_hash, perfect_root, tree_root
from leitai.ledger.models import SealedNode, SealedRun
from leitai.ledger.sealing.rows import LeafReader
from leitai.ledger.sealing.store import BLOCK, FAN, split, unpack

RUNS_AT_ONCE = 32


class Trouble(StrEnum):
    """What an audit can find."""

    FACT_CHANGED = "fact changed"
    FACT_GONE = "fact gone"
    FACT_TWICE = "fact sealed twice"
    RUN = "log out of order"
    NODE = "node changed"
    ROOT = "root differs"
    HEAD = "head altered"
    CHAIN = "chain broken"
    KEY = "key not trusted"
    IN_FORCE = "fact in force differs"
    GUARD = "guard off"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed: what, which one (a fact's number, a head's size), and in words."""

    trouble: Trouble
    subject: str
    said: str


@dataclass(slots=True)
class Tree:
    """The hashes of the log as they are now, without the leaves of full blocks: full blocks, and the open one."""

    size: int = 0
    blocks: list[bytes] = field(default_factory=list)
    open: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Put a leaf at the end."""
        self.open.append(leaf)
        self.size += 1
        if len(self.open) == BLOCK:
            self.blocks.append(perfect_root(self.open))
            self.open = []

    def root(self) -> bytes:
        """The root over the leaves so far."""
        return tree_root(self.size, self._perfect)

    def _perfect(self, span: Span) -> bytes:
        if span.size < BLOCK:
            return perfect_root(self.open[span.begin % BLOCK : span.begin % BLOCK + span.size])
        return perfect_root(self.blocks[span.begin // BLOCK : span.end // BLOCK])


def facts_and_roots(
    sizes: list[int], report: Callable[[Finding], None], progress: Callable[[int], None]
) -> dict[int, bytes]:
    """Hold every sealed fact against its leaf and every node against its leaves; the roots at these sizes."""
    tree, wanted, roots = Tree(), set(sizes), {}
    for leaf in _leaves(report, progress):
        tree.add(leaf)
        if tree.size in wanted:
            roots[tree.size] = tree.root()
    for finding in _nodes(tree.blocks):
        report(finding)
    return roots


def _leaves(report: Callable[[Finding], None], progress: Callable[[int], None]) -> Iterator[bytes]:
    """The hashes of the leaves as sealed, in order, each held against its row on the way."""
    reader, expected, seen = LeafReader(), 0, _Seen()
    runs = SealedRun.objects.order_by("first_leaf").iterator(chunk_size=RUNS_AT_ONCE)
    while batch := list(islice(runs, RUNS_AT_ONCE)):
        for run in batch:
            if run.first_leaf != expected:
                report(_gap(run.first_leaf, expected))
            expected = run.first_leaf + len(unpack(bytes(run.facts)))
        sealed = [
            pair for run in batch for pair in zip(unpack(bytes(run.facts)), split(bytes(run.hashes)), strict=False)
        ]
        for finding in (*_compared(reader, sealed), *seen.twice([number for number, _ in sealed])):
            report(finding)
        yield from (own for _, own in sealed)
        progress(len(sealed))


def _compared(reader: LeafReader, sealed: list[tuple[int, bytes]]) -> Iterator[Finding]:
    now = {leaf.number: leaf_hash(leaf.canonical()) for leaf in reader.leaves([number for number, _ in sealed])}
    for number, own in sealed:
        if number not in now:
            yield Finding(Trouble.FACT_GONE, str(number), f"fact {number} was sealed and is gone from the ledger")
        elif now[number] != own:
            yield Finding(
                Trouble.FACT_CHANGED,
                str(number),
                f"fact {number} or its source is not what was sealed: its leaf differs (a hash cannot say which field; "
                f"a proof kept from before or a backup can)",
            )


class _Seen:
    """Which numbers have come by, in one bit each where they run on."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def twice(self, numbers: list[int]) -> Iterator[Finding]:
        for number in numbers:
            place, bit = number >> 3, 1 << (number & 7)
            if place >= len(self._bits):
                self._bits.extend(bytes(place + 1 - len(self._bits)))
            if self._bits[place] & bit:
                yield Finding(Trouble.FACT_TWICE, str(number), f"fact {number} stands in the log more than once")
            self._bits[place] |= bit


def _gap(found: int, expected: int) -> Finding:
    said = f"leaf {expected} should follow, and leaf {found} does: leaves were removed from the log, or added to it"
    return Finding(Trouble.RUN, str(expected), said)


def _nodes(hashes: list[bytes]) -> Iterator[Finding]:
    """The stored nodes that are not what the leaves below them give, height by height."""
    height = FAN
    while hashes:
        kept = dict(SealedNode.objects.filter(height=height).values_list("place", "hash"))
        for place, own in enumerate(hashes):
            if bytes(kept.get(place, b"")) != own:
                first, last = place << height, ((place + 1) << height) - 1
                said = f"the node over leaves {first} to {last} is not what they give: it or one of them was changed"
                yield Finding(Trouble.NODE, f"{height}/{place}", said)
        hashes = [
            perfect_root(hashes[start : start + BLOCK]) for start in range(0, len(hashes) // BLOCK * BLOCK, BLOCK)
        ]
        height += FAN


def heads(rows: list[Head], roots: dict[int, bytes], chain: list[KeyRecord]) -> Iterator[Finding]:
    """What is wrong with the heads: roots, signatures, and the chain from each to the one before."""
    known = {key.id: key.public for key in chain}
    before: Head | None = None
    for head in rows:
        name = str(head.size)
        if roots.get(head.size) != head.root:
            yield Finding(Trouble.ROOT, name, f"the log no longer gives the root of the head of size {name}")
        if head.key not in known or not head.holds(known[head.key]):
            yield Finding(Trouble.HEAD, name, f"the head of size {name} is not what key {head.key} signed")
        if head.previous != (before.digest if before else None):
            said = f"the head of size {name} does not name the head before it: one was altered, removed or added"
            yield Finding(Trouble.CHAIN, name, said)
        before = head


def key_chain(chain: list[KeyRecord], count: int, trusted: bytes | None) -> Iterator[Finding]:
    """What is wrong with the keys: each is introduced by the one before, and the trusted one is among them."""
    for old, new in pairwise(chain):
        if not new.introduced_by(old):
            yield Finding(Trouble.KEY, new.id, f"key {new.id} was not introduced by key {old.id}")
    if len(chain) != count:
        yield Finding(Trouble.KEY, "", f"{count - len(chain)} keys stand outside the chain of keys")
    if trusted is not None and chain and trusted not in {key.public for key in chain}:
        name = key_id(trusted)
        yield Finding(Trouble.KEY, name, f"the log is not in the hands of the key you trust, {name}")
