"""Ed25519 keys of the seal: how they are named, and how one hands over to the next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)


class KeyFileError(ValueError):
    """A text that holds no key of the seal; says what would do."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"no Ed25519 {kind} key in it: give a PEM file as `openssl genpkey -algorithm ed25519` makes it"
        )


def key_id(public: bytes) -> str:
    """The name of a key: the first sixteen hexadecimal digits of the SHA-256 of its 32 bytes."""
    return sha256(public).hexdigest()[:16]


def signed(statement: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the key signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key that makes seals."""

    private: Ed25519PrivateKey

    @classmethod
    def from_pem(cls, pem: bytes) -> "Signer":
        """The signer of an unencrypted PEM. Raises KeyFileError."""
        try:
            private = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFileError("private") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyFileError("private")
        return cls(private)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, statement: bytes) -> bytes:
        """The signature (64 bytes, always the same for the same bytes)."""
        return self.private.sign(statement)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key of the log. All but the first are introduced by the key before, which signs the handing over."""

    public: bytes
    since: str
    by: str | None = None
    signature: bytes = b""

    @property
    def id(self) -> str:
        """The name of the key."""
        return key_id(self.public)

    def statement(self) -> bytes:
        """What the key before signs."""
        members = {
            "type": "leitai.key/1",
            "key": self.id,
            "public": self.public.hex(),
            "since": self.since,
            "by": self.by,
        }
        return json.dumps(members, separators=(",", ":")).encode()

    def introduced_by(self, old: "KeyRecord") -> bool:
        """Whether `old` signed that this key follows it."""
        return self.by == old.id and signed(self.statement(), self.signature, old.public)

    def members(self) -> dict[str, Any]:
        """The members in a proof."""
        return {"public": self.public.hex(), "since": self.since, "by": self.by, "signature": self.signature.hex()}

    @classmethod
    def parse(cls, members: Any) -> "KeyRecord":
        """Read what `members` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        public, signature = bytes.fromhex(members["public"]), bytes.fromhex(members["signature"])
        return cls(public, str(members["since"]), members["by"], signature)


def follows(keys: Sequence[KeyRecord], trusted: bytes, wanted: str) -> KeyRecord | None:
    """The key named `wanted`, if it is the trusted one or was introduced by it, step by step; None if not."""
    here = KeyRecord(trusted, "")
    for record in keys:
        if here.id == wanted:
            break
        if record.introduced_by(here):
            here = record
    return here if here.id == wanted else None


def public_pem(public: bytes) -> bytes:
    """A public key as PEM."""
    return Ed25519PublicKey.from_public_bytes(public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public_pem(pem: bytes) -> bytes:
    """The 32 bytes of a public key in PEM. Raises KeyFileError."""
    try:
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError("public") from error
    if not isinstance(public, Ed25519PublicKey):
        raise KeyFileError("public")
    return public.public_bytes_raw()
