"""What is handed to the ledger: a source with the figures read from it."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from leitai.ledger.domain.facts import EvidenceKind, NewFact


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be kept. `digest` is taken from the original bytes where there are any, else from the text."""

    kind: EvidenceKind
    title: str
    text: str = ""
    division: str | None = None
    published: date | None = None
    original: bytes | None = None
    digest_given: bytes | None = None

    @property
    def digest(self) -> bytes:
        """SHA-256 of what the figures were read from; given ready where that is too large to be held."""
        if self.digest_given is not None:
            return self.digest_given
        return sha256(self.text.encode() if self.original is None else self.original).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its place in the source, and for a correction the fact it supersedes and why."""

    fact: NewFact
    place: str = ""
    supersedes: int | None = None
    reason: str = ""
