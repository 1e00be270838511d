"""Looking up hashes of the log: whole blocks of 256 at a time, so that a proof is a handful of queries."""

import struct
from collections.abc import Sequence
from itertools import takewhile

from django.db import connection

from leitai.ledger.domain.merkle import Span, perfect_root
from leitai.ledger.models import SealedRun

FAN = 8
BLOCK = 1 << FAN
_RUN_OF = """SELECT first_leaf, facts FROM ledger_sealedrun
WHERE int8range(first_fact, last_fact, '[]') @> %s::bigint ORDER BY first_leaf"""

_NODES = """SELECT array_agg(place ORDER BY place), string_agg(hash, '' ORDER BY place) FROM ledger_sealednode
WHERE height = %s AND place >= %s AND place < %s"""


class HashMissingError(LookupError):
    """The log has no hash for leaves that it should have."""

    def __init__(self, height: int, block: int) -> None:
        super().__init__(
            f"the log has lost hashes of height {height} in block {block}: run `leitai audit`, then restore a backup"
        )


class Store:
    """The hashes of the log, with what has been read kept as long as the object lives."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def perfect(self, span: Span) -> bytes:
        """The hash of a perfect subtree."""
        height = span.level - span.level % FAN
        first, count = span.begin >> height, span.size >> height
        block, offset = divmod(first, BLOCK)
        held = self._block(height, block)
        if len(held) < offset + count:
            raise HashMissingError(height, block)
        return perfect_root(held[offset : offset + count])

    def _block(self, height: int, block: int) -> list[bytes]:
        if (height, block) not in self._blocks:
            self._blocks[height, block] = nodes_of_block(height, block) if height else block_hashes(block)
        return self._blocks[height, block]


def block_hashes(block: int) -> list[bytes]:
    """The hashes of the leaves of a block, in order, up to the first that is missing."""
    runs = SealedRun.objects.filter(first_leaf__gte=block * BLOCK, first_leaf__lt=(block + 1) * BLOCK)
    found: list[bytes] = []
    for first, hashes in runs.values_list("first_leaf", "hashes"):
        if first != block * BLOCK + len(found):
            break
        found += split(bytes(hashes))
    return found


def nodes_of_block(height: int, block: int) -> list[bytes]:
    """The hashes of the full subtrees of a height in a block of 256 of them, up to the first that is missing."""
    with connection.cursor() as cursor:
        cursor.execute(_NODES, [height, block * BLOCK, (block + 1) * BLOCK])
        places, hashes = cursor.fetchone()
    expected = range(block * BLOCK, (block + 1) * BLOCK)
    standing = takewhile(lambda pair: pair[0] == pair[1], zip(places or (), expected, strict=False))
    return split(bytes(hashes or b""))[: sum(1 for _ in standing)]


def split(hashes: bytes) -> list[bytes]:
    """The hashes that stand one behind the other."""
    return [hashes[start : start + 32] for start in range(0, len(hashes), 32)]


def pack(numbers: Sequence[int]) -> bytes:
    """Numbers as eight bytes each, the most significant first."""
    return struct.pack(f">{len(numbers)}q", *numbers)


def unpack(data: bytes) -> list[int]:
    """The numbers that `pack` packed."""
    return list(struct.unpack(f">{len(data) // 8}q", data))


def index_of(number: int) -> int | None:
    """The place of a fact in the log; None where it is not sealed yet."""
    with connection.cursor() as cursor:
        cursor.execute(_RUN_OF, [number])
        for first, facts in cursor.fetchall():
            held = unpack(bytes(facts))
            if number in held:
                return int(first) + held.index(number)
    return None
