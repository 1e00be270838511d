"""Where the private key of the seal is kept, and which public key is in office."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from leitai.ledger.domain.keys import KeyFileError, KeyRecord, Signer, key_id
from leitai.ledger.domain.leaves import moment
from leitai.ledger.models import SealKey

FILE = "seal.pem"


class SealKeyError(Exception):
    """The private key at hand cannot be used; says why and what would do."""


def private_key(setting: str, folder: Path) -> Signer:
    """The key named by LEITAI_SEAL_KEY (a path, or the PEM itself), else the one in the data folder, made if needed."""
    if "-----BEGIN" in setting:
        return _signer(setting.encode(), "LEITAI_SEAL_KEY")
    path = Path(setting).expanduser() if setting else folder / FILE
    if not setting and not path.exists():
        _refuse_a_second_first_key(path)
        make(path)
    return from_file(path)


def from_file(path: Path) -> Signer:
    """The key in a PEM file. Raises SealKeyError."""
    try:
        return _signer(path.read_bytes(), str(path))
    except OSError as error:
        raise SealKeyError(f"the key of the seal cannot be read from {path}: {error.strerror}") from error


def make(path: Path) -> None:
    """Make a new private key in a file that only its owner reads; one that is there stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def in_office() -> SealKey | None:
    """The key that signs now; None before the first seal."""
    return SealKey.objects.filter(successor__isnull=True).order_by("-since").first()


def check_in_office(signer: Signer) -> None:
    """Raise SealKeyError where the log is in the hands of another key."""
    held = in_office()
    if held is not None and held.name != key_id(signer.public):
        raise SealKeyError(
            f"the log is signed by key {held.name}, and the key at hand is {key_id(signer.public)}: give that one by "
            f"LEITAI_SEAL_KEY, or hand over with `leitai seal --hand-over-to FILE`"
        )


def record_of(row: SealKey) -> KeyRecord:
    """A row as the value that proofs carry."""
    return KeyRecord(bytes(row.public), moment(row.since), row.introduced_by_id, bytes(row.signature))


def chain() -> list[KeyRecord]:
    """All keys, from the first to the one in office."""
    rows = {row.introduced_by_id: row for row in SealKey.objects.all()}
    found: list[KeyRecord] = []
    here = rows.get(None)
    while here is not None and len(found) <= len(rows):
        found.append(record_of(here))
        here = rows.get(here.name)
    return found


def _signer(pem: bytes, where: str) -> Signer:
    try:
        return Signer.from_pem(pem)
    except KeyFileError as error:
        raise SealKeyError(f"{where}: {error}") from error


def _refuse_a_second_first_key(path: Path) -> None:
    held = in_office()
    if held is not None:
        raise SealKeyError(
            f"the log is signed by key {held.name}, whose private part is not in {path}: put it there, or name it by "
            f"LEITAI_SEAL_KEY; a new one is made only for a log without seals"
        )
