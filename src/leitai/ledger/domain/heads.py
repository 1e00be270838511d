"""A signed tree head: the size and root of the log at a moment, chained to the head before, under a key."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from leitai.ledger.domain.keys import Signer, key_id, signed


@dataclass(frozen=True, slots=True)
class Head:
    """`previous` is the SHA-256 of the statement of the head before; `key` the name of the key that signs."""

    size: int
    root: bytes
    at: str
    previous: bytes | None
    key: str
    signature: bytes = b""

    def statement(self) -> bytes:
        """The bytes that are signed: all but the signature."""
        return json.dumps(self._said(), separators=(",", ":")).encode()

    @property
    def digest(self) -> bytes:
        """What the next head names as the one before it."""
        return sha256(self.statement()).digest()

    def signed_by(self, signer: Signer) -> "Head":
        """The head with its key and signature."""
        named = replace(self, key=key_id(signer.public))
        return replace(named, signature=signer.sign(named.statement()))

    def holds(self, public: bytes) -> bool:
        """Whether this key signed it."""
        return self.key == key_id(public) and signed(self.statement(), self.signature, public)

    def members(self) -> dict[str, Any]:
        """The members in a proof."""
        return self._said() | {"signature": self.signature.hex()}

    @classmethod
    def parse(cls, members: Any) -> "Head":
        """Read what `members` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        previous = None if members["previous"] is None else bytes.fromhex(members["previous"])
        root, signature = bytes.fromhex(members["root"]), bytes.fromhex(members["signature"])
        return cls(int(members["size"]), root, str(members["at"]), previous, str(members["key"]), signature)

    def _said(self) -> dict[str, Any]:
        return {
            "type": "leitai.tree-head/1",
            "size": self.size,
            "root": self.root.hex(),
            "at": self.at,
            "previous": None if self.previous is None else self.previous.hex(),
            "key": self.key,
        }
