"""A Merkle log after RFC 9162: roots, inclusion and consistency proofs, and their verification. Pure."""

from leitai.ledger.domain.merkle.hashing import EMPTY, leaf_hash, node_hash, perfect_root
from leitai.ledger.domain.merkle.proofs import consistency_path, inclusion_path, span_hash, tree_root
from leitai.ledger.domain.merkle.ranges import SizeError, Span, consistency_spans, inclusion_spans
from leitai.ledger.domain.merkle.verification import verify_consistency, verify_inclusion

__all__ = [
    "EMPTY",
    "SizeError",
    "Span",
    "consistency_path",
    "consistency_spans",
    "inclusion_path",
    "inclusion_spans",
    "leaf_hash",
    "node_hash",
    "perfect_root",
    "span_hash",
    "tree_root",
    "verify_consistency",
    "verify_inclusion",
]
