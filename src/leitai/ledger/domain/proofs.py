"""Proofs as files: written by whoever has the ledger, checked by anybody with a public key and nothing else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import KeyRecord, follows
from leitai.ledger.domain.merkle import leaf_hash, verify_consistency, verify_inclusion

INCLUSION = "leitai.inclusion/1"
CONSISTENCY = "leitai.consistency/1"


class ProofFileError(ValueError):
    """A text that is no proof of this platform; says what is wrong with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"this is no proof: {what}; fetch it again from the page of the figure or by `leitai prove`")


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That a leaf is in the log under a signed head. `keys` leads from older keys to the one that signed."""

    leaf: bytes
    index: int
    path: Sequence[bytes]
    head: Head
    keys: Sequence[KeyRecord] = ()

    def faults(self, trusted: bytes) -> list[str]:
        """What does not hold for somebody who trusts this public key; empty if all holds."""
        whole = verify_inclusion(leaf_hash(self.leaf), self.index, self.head.size, self.path, self.head.root)
        found = _head_faults(self.head, self.keys, trusted)
        return found if whole else [*found, "the figure does not lead to the root of the head: one of them was changed"]

    def said(self) -> dict[str, Any]:
        """The figure as it was sealed."""
        found: dict[str, Any] = json.loads(self.leaf)
        return found

    def members(self) -> dict[str, Any]:
        """The members of the file."""
        return {
            "type": INCLUSION,
            "leaf": self.leaf.decode(),
            "index": self.index,
            "path": [step.hex() for step in self.path],
            "head": self.head.members(),
            "keys": [key.members() for key in self.keys],
        }


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the log under `second` begins with the log under `first`: nothing was changed, only added."""

    first: Head
    second: Head
    path: Sequence[bytes]
    keys: Sequence[KeyRecord] = ()

    def faults(self, trusted: bytes) -> list[str]:
        """What does not hold for somebody who trusts this public key; empty if all holds."""
        roots = (self.first.root, self.second.root)
        whole = verify_consistency(self.first.size, self.second.size, self.path, *roots)
        found = _head_faults(self.first, self.keys, trusted) + _head_faults(self.second, self.keys, trusted)
        return found if whole else [*found, "the later log does not begin with the earlier one: something was changed"]

    def members(self) -> dict[str, Any]:
        """The members of the file."""
        return {
            "type": CONSISTENCY,
            "first": self.first.members(),
            "second": self.second.members(),
            "path": [step.hex() for step in self.path],
            "keys": [key.members() for key in self.keys],
        }


Proof = InclusionProof | ConsistencyProof


def written(proof: Proof) -> str:
    """The text of the file."""
    return json.dumps(proof.members(), ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Proof:
    """The proof in a text. Raises ProofFileError."""
    try:
        members = json.loads(text)
        if not isinstance(members, dict):
            raise ProofFileError("it is not a JSON object")
        return _parsed(members)
    except ProofFileError:
        raise
    except KeyError as error:
        raise ProofFileError(f"the member {error} is missing") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise ProofFileError(str(error)) from error


def _parsed(members: dict[str, Any]) -> Proof:
    kind = members.get("type")
    if kind not in {INCLUSION, CONSISTENCY}:
        raise ProofFileError(f"its type is {kind!r}, not {INCLUSION} or {CONSISTENCY}")
    path = tuple(bytes.fromhex(step) for step in members["path"])
    keys = tuple(KeyRecord.parse(key) for key in members["keys"])
    if kind == CONSISTENCY:
        return ConsistencyProof(Head.parse(members["first"]), Head.parse(members["second"]), path, keys)
    leaf = str(members["leaf"]).encode()
    if not isinstance(json.loads(leaf), dict):
        raise ProofFileError("its leaf holds no figure")
    return InclusionProof(leaf, int(members["index"]), path, Head.parse(members["head"]), keys)


def _head_faults(head: Head, keys: Sequence[KeyRecord], trusted: bytes) -> list[str]:
    key = follows(keys, trusted, head.key)
    if key is None:
        return [f"the head of size {head.size} is signed by key {head.key}, which the given key did not introduce"]
    if not head.holds(key.public):
        return [f"the signature of the head of size {head.size} does not fit: it was changed, or another key signed it"]
    return []
