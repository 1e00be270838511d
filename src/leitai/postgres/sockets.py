"""The folder of the server's socket: private, and short, because a socket's path may have 107 bytes at most."""

import os
import socket
import stat
import struct
from pathlib import Path

from leitai.postgres.account import Account
from leitai.postgres.errors import PostgresError
from leitai.postgres.place import Place, Postmaster

LONGEST = 80
ENCRYPTION_REQUEST = struct.pack("!ii", 8, 80877103)
SHARED_TEMPORARY = Path("/tmp")  # noqa: S108  (the folder made in it is ours alone and checked)


def make_socket_dir(place: Place, account: Account) -> Path:
    """A folder of mode 0700 owned by the server's account; made, or found and checked."""
    refusals: list[str] = []
    for base in _bases(account):
        folder = base / f"leitai-{account.uid}-{place.digest()}"
        if len(os.fsencode(folder)) > LONGEST:
            refusals.append(f"{folder}: too long for a socket")
            continue
        try:
            folder.mkdir(mode=0o700)
            account.own(folder)
        except FileExistsError:
            pass
        except OSError as error:
            refusals.append(str(error))
            continue
        if is_private(folder, account):
            return folder
        refusals.append(f"{folder} is not a private folder of user {account.uid}; remove it")
    raise PostgresError(f"no folder for the socket of PostgreSQL: {'; '.join(refusals)}; set XDG_RUNTIME_DIR")


def is_private(folder: Path, account: Account) -> bool:
    """Whether it is a real folder (no link), of that owner, closed to everyone else."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == account.uid and not facts.st_mode & 0o077


def answers(found: Postmaster) -> bool:
    """Whether a server answers: its note may outlive it. Asked for encryption, it says N (no) or S.

    https://www.postgresql.org/docs/18/protocol-message-formats.html, SSLRequest.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stream:
        stream.settimeout(2.0)
        try:
            stream.connect(str(found.socket_dir / f".s.PGSQL.{found.port}"))
            stream.sendall(ENCRYPTION_REQUEST)
            return stream.recv(1) in {b"N", b"S"}
        except OSError:
            return False


def _bases(account: Account) -> list[Path]:
    """The shared temporary folder; then the user's own runtime folder, if the server runs as that user.

    In this order, because systemd removes the runtime folder when the user signs out, server or no server.
    """
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = own.startswith("/") and not account.is_other and is_private(Path(own), account)
    return [SHARED_TEMPORARY, Path(own)] if usable else [SHARED_TEMPORARY]
