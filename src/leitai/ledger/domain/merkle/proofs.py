"""Making roots and proofs from hashes that somebody looks up."""

from collections.abc import Callable
from functools import reduce

from leitai.ledger.domain.merkle.hashing import EMPTY, node_hash
from leitai.ledger.domain.merkle.ranges import Span, consistency_spans, inclusion_spans

Perfect = Callable[[Span], bytes]
"""Gives the hash of a perfect subtree."""


def span_hash(span: Span, perfect: Perfect) -> bytes:
    """The hash of the subtree over a span: its perfect parts, joined from the right."""
    *rest, last = [perfect(part) for part in span.perfect_parts()]
    return reduce(lambda right, left: node_hash(left, right), reversed(rest), last)


def tree_root(size: int, perfect: Perfect) -> bytes:
    """The root of the tree over the first `size` leaves."""
    return span_hash(Span(0, size), perfect) if size else EMPTY


def inclusion_path(index: int, size: int, perfect: Perfect) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size`. Raises SizeError."""
    return [span_hash(span, perfect) for span in inclusion_spans(index, size)]


def consistency_path(first: int, second: int, perfect: Perfect) -> list[bytes]:
    """The proof that the tree of `second` begins with the tree of `first`. Raises SizeError."""
    return [span_hash(span, perfect) for span in consistency_spans(first, second)]
