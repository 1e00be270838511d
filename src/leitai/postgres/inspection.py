"""Looking at, and stopping, the server of a data folder without taking a lease."""

import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from leitai.postgres.binaries import bundled
from leitai.postgres.errors import PostgresError
from leitai.postgres.locks import is_locked
from leitai.postgres.place import Place, is_postmaster_of, place_at, read_postmaster
from leitai.postgres.server import stop_server


class State(Enum):
    """What a data folder's server is doing."""

    ABSENT = "absent"
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Status:
    """`pid` and `socket_dir` only while a postmaster lives."""

    state: State
    pid: int | None = None
    socket_dir: Path | None = None


def status(data_dir: Path) -> Status:
    """The state of the server of `data_dir` now."""
    place = place_at(data_dir)
    try:
        return _status(place)
    except PermissionError as error:
        raise PostgresError(f"{place.root} may not be looked at by this user: {error}") from error


def _status(place: Place) -> Status:
    if not place.version_file.exists():
        return Status(State.ABSENT)
    found = read_postmaster(place)
    if not is_locked(place.server_lock):
        return Status(State.STOPPED)
    if found is None or not is_postmaster_of(place, found.pid):
        return Status(State.STARTING)
    return Status(State.RUNNING if found.ready else State.STARTING, found.pid, found.socket_dir)


def stop(data_dir: Path, *, patience: float = 60.0) -> None:
    """Stop the server of `data_dir` at once, whoever holds leases; nothing acknowledged is lost."""
    stop_server(place_at(data_dir), time.monotonic() + patience)


def psql_path() -> Path:
    """The interactive client."""
    return bundled().program("psql")


def pg_dump_path() -> Path:
    """Dumps one database (use `--format=custom` for `pg_restore`)."""
    return bundled().program("pg_dump")


def pg_restore_path() -> Path:
    """Restores what `pg_dump` wrote in a format other than plain."""
    return bundled().program("pg_restore")


def pg_basebackup_path() -> Path:
    """Copies a running cluster as files."""
    return bundled().program("pg_basebackup")
