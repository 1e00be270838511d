"""Checking proofs with nothing but the proof: RFC 9162 §2.1.3.2 and §2.1.4.2."""

from collections.abc import Sequence
from hmac import compare_digest

from leitai.ledger.domain.merkle.hashing import SIZE, node_hash


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` leads from the hash of leaf `index` to the `root` of the tree of `size`."""
    if not 0 <= index < size or not _whole(path):
        return False
    here, last, reached = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            reached = node_hash(beside, reached)
            here, last = _past_left_children(here, last)
        else:
            reached = node_hash(reached, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and compare_digest(reached, root)


def verify_consistency(first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Whether `path` shows that the tree of `second` begins with the tree of `first`: nothing changed, only added."""
    if not 0 < first <= second or not _whole(path):
        return False
    if first == second:
        return not path and compare_digest(first_root, second_root)
    steps = [first_root, *path] if first & (first - 1) == 0 else list(path)
    return bool(steps) and _climbs(first, second, steps, (first_root, second_root))


def _climbs(first: int, second: int, steps: Sequence[bytes], roots: tuple[bytes, bytes]) -> bool:
    """Whether the steps lead to both roots at once."""
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            here, last = _past_left_children(here, last)
        else:
            new = node_hash(new, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and compare_digest(old, roots[0]) and compare_digest(new, roots[1])


def _past_left_children(here: int, last: int) -> tuple[int, int]:
    """Skip the levels at which the last node stands alone and is carried up unchanged."""
    while not here & 1 and here:
        here, last = here >> 1, last >> 1
    return here, last


def _whole(path: Sequence[bytes]) -> bool:
    return all(len(step) == SIZE for step in path)
