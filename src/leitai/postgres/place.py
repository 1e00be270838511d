"""The folder of one embedded database: which file in it is what."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """`root` is ours; only `root/cluster` belongs to PostgreSQL (its PGDATA)."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder; appears by one rename, whole or not at all."""
        return self.root / "cluster"

    @property
    def lease_lock(self) -> Path:
        """Shared `flock`: one for each lease. Exclusive: the server is being stopped."""
        return self.root / "lease.lock"

    @property
    def start_lock(self) -> Path:
        """Exclusive `flock` of whoever makes the cluster or starts the server."""
        return self.root / "start.lock"

    @property
    def server_lock(self) -> Path:
        """Exclusive `flock` inherited by every process of the server: free means that none of them is left."""
        return self.root / "server.lock"

    @property
    def log(self) -> Path:
        """What initdb, the keeper and the server have to say."""
        return self.root / "server.log"

    @property
    def postmaster_file(self) -> Path:
        """PostgreSQL's own note of its pid, port, socket folder and state."""
        return self.cluster / "postmaster.pid"

    @property
    def version_file(self) -> Path:
        """Holds the major version that made the cluster, such as `18`."""
        return self.cluster / "PG_VERSION"

    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for this path, for short names elsewhere."""
        return hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]


def place_at(data_dir: Path) -> Place:
    """The place of `data_dir`, by its real path, so that a link to a folder is the folder."""
    return Place(Path(os.path.realpath(data_dir)))


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says: process id, where it listens, and whether it takes connections."""

    pid: int
    port: int
    socket_dir: Path
    ready: bool


def read_postmaster(place: Place) -> Postmaster | None:
    """The postmaster that the cluster names, alive or not; None without the file or while it is being written.

    Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, state
    (PostgreSQL's `src/include/utils/pidfile.h`).
    """
    try:
        lines = place.postmaster_file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        state = lines[7].strip() if len(lines) > 7 else ""
        return Postmaster(int(lines[0]), int(lines[3]), Path(lines[4]), state == "ready")
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None


def is_postmaster_of(place: Place, pid: int) -> bool:
    """Whether process `pid` lives and works in this cluster.

    Its working folder tells. Where that may not be read (root without CAP_SYS_PTRACE): its owner and its name.
    Where there is no /proc: that it lives.
    """
    process = Path(f"/proc/{pid}")
    if not Path("/proc/self").exists():
        return _lives(pid)
    try:
        return (process / "cwd").samefile(place.cluster)
    except PermissionError:
        return _looks_like_postmaster(place, process)
    except OSError:
        return False


def _looks_like_postmaster(place: Place, process: Path) -> bool:
    try:
        return process.stat().st_uid == place.cluster.stat().st_uid and _name(process) == "postgres"
    except FileNotFoundError:
        return False


def _name(process: Path) -> str:
    return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
