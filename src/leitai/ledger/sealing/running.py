"""The seal as a command runs it: with the key of this installation, as the platform itself."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from leitai.accounts.domain import Actor
from leitai.ledger import queries, services
from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import Signer, key_id
from leitai.ledger.domain.proofs import ConsistencyProof, InclusionProof
from leitai.ledger.models import TreeHead
from leitai.ledger.sealing import auditing, keys
from leitai.ledger.sealing.entering import sealed_size
from leitai.ledger.sealing.heads import NotSealedError, last, value_of
from leitai.ledger.sealing.keys import SealKeyError

__all__ = ["SealKeyError", "audit", "growth", "hand_over", "proof", "public_key", "seal", "sealed_size"]
_ACTOR = Actor.system("leitai seal")


def seal() -> Head | None:
    """Seal what waits; gives the newest head. Raises SealKeyError."""
    head = services.seal(actor=_ACTOR, signer=_signer())
    return None if head is None else value_of(head)


def public_key() -> bytes:
    """The public key in office, or of the key at hand before the first seal. Raises SealKeyError."""
    held = keys.in_office()
    return _signer().public if held is None else bytes(held.public)


def hand_over(path: Path) -> str:
    """Let the key at hand sign the one in `path` into office; gives what to do next. Raises SealKeyError."""
    old = _signer()
    if not path.exists():
        keys.make(path)
    new = keys.from_file(path)
    services.hand_over_seal(actor=_ACTOR, old=old, new=new)
    kept = settings.DATA_DIR / keys.FILE
    if settings.SEAL_KEY or not kept.exists():
        return f"key {key_id(new.public)} is in office: set LEITAI_SEAL_KEY to {path}"
    kept.replace(kept.with_name(f"seal-{key_id(old.public)}.pem"))
    path.replace(kept)
    return f"key {key_id(new.public)} is in office, kept in {kept}"


def proof(number: int, under: int | None) -> InclusionProof:
    """The proof of a fact. Raises NotSealedError."""
    return queries.proof_of(number, None if under is None else _head(under))


def growth(first: int, second: int | None) -> ConsistencyProof:
    """The proof that the log only grew between two heads. Raises NotSealedError."""
    newest = last() if second is None else _head(second)
    if newest is None:
        raise NotSealedError("nothing is sealed yet: run `leitai seal`")
    return queries.growth(_head(first), newest)


def audit(trusted: bytes | None, witnesses: Sequence[Head], progress: Callable[[int], None]) -> auditing.Report:
    """Audit the log; without a key to trust, the public part of the key at hand is taken, if there is one."""
    if trusted is None and (settings.SEAL_KEY or (settings.DATA_DIR / keys.FILE).exists()):
        trusted = _signer().public
    return auditing.run(trusted=trusted, witnesses=witnesses, progress=progress)


def _signer() -> Signer:
    return keys.private_key(settings.SEAL_KEY, settings.DATA_DIR)


def _head(size: int) -> TreeHead:
    found = TreeHead.objects.filter(size=size).first()
    if found is None:
        raise NotSealedError(f"there is no head of size {size}: the pages of the seal list them")
    return found
