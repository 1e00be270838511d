"""Leases: the server of a data folder runs as long as anybody holds one."""

import atexit
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from leitai.postgres.account import Account, server_account
from leitai.postgres.binaries import Binaries, bundled, for_account
from leitai.postgres.cluster import ensure_cluster
from leitai.postgres.errors import PostgresError
from leitai.postgres.launch import Launch
from leitai.postgres.locks import EXCLUSIVE, PAUSE, SHARED, open_lock, try_lock, wait_lock
from leitai.postgres.place import Place, Postmaster, place_at
from leitai.postgres.server import ensure_server, stop_server
from leitai.postgres.tuning import DATABASE, ROLE

PATIENCE = 180.0


@dataclass(slots=True)
class Lease:
    """The right to use the server; close it, or end, and the last one out stops the server.

    `url` is for any client of libpq: `postgresql://leitai@/leitai?host=…&port=…`.
    """

    url: str
    socket_dir: Path
    port: int
    user: str
    database: str
    _place: Place
    _account: Account
    _descriptor: int

    @property
    def data_dir(self) -> Path:
        """The real path of the folder that holds the database."""
        return self._place.root

    def close(self) -> None:
        """Give the lease back; wait for the server to stop if it was the last. A second call does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)  # never LOCK_UN: a forked child may go on with the same lease
            _stop_if_last(self._place, self._account)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def lease(
    data_dir: Path,
    *,
    settings: Mapping[str, str] | None = None,
    binaries: Binaries | None = None,
    patience: float = PATIENCE,
) -> Lease:
    """Use the database of `data_dir`: make it, start its server, or join the one that runs.

    `settings` are PostgreSQL's own, for a cluster or a server that this call makes; `patience` in seconds.
    Raises PostgresError when it cannot be had.
    """
    place = place_at(data_dir)
    try:
        return _lease(place, settings or {}, binaries, time.monotonic() + patience)
    except OSError as error:
        raise PostgresError(f"cannot keep a database in {place.root}: {error}") from error


@cache
def lease_for_process(data_dir: Path) -> Lease:
    """One lease for the life of this process, given back when it ends (a killed one gives it back, too)."""
    held = lease(data_dir)
    atexit.register(held.close)
    return held


def _lease(place: Place, settings: Mapping[str, str], binaries: Binaries | None, deadline: float) -> Lease:
    account = server_account(place)
    _make_root(place, account)
    descriptor = open_lock(place.lease_lock, account)
    try:
        wait_lock(descriptor, SHARED, deadline, f"the PostgreSQL of {place.root} takes too long to stop; try again")
        programs = for_account(binaries or bundled(), account)
        found = _running(Launch(place, account, programs, settings, deadline))
    except BaseException:
        os.close(descriptor)
        raise
    return _granted(found, place, account, descriptor)


def _make_root(place: Place, account: Account) -> None:
    """Our folder: closed to others when we make it, left as it is when it is there. `nobody` needs no way into it."""
    if not place.root.exists():
        place.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account.is_person:
            account.own(place.root)


def _running(launch: Launch) -> Postmaster:
    place = launch.place
    start = open_lock(place.start_lock, launch.account)
    try:
        refusal = f"another process takes too long to start PostgreSQL in {place.root}; see {place.log}"
        wait_lock(start, EXCLUSIVE, launch.deadline, refusal)
        ensure_cluster(launch, start)
        return ensure_server(launch)
    finally:
        os.close(start)


def _granted(found: Postmaster, place: Place, account: Account, descriptor: int) -> Lease:
    url = f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(found.socket_dir), safe='')}&port={found.port}"
    return Lease(url, found.socket_dir, found.port, ROLE, DATABASE, place, account, descriptor)


def _stop_if_last(place: Place, account: Account) -> None:
    """Return when the server is gone or somebody else holds a lease.

    The keeper waits for the same exclusive lock, and whoever has it stops the server; only with it may one stop,
    for a moment later somebody else may have started another.
    """
    probe = open_lock(place.lease_lock, account)
    deadline = time.monotonic() + PATIENCE
    try:
        while not try_lock(probe, EXCLUSIVE):
            if try_lock(probe, SHARED) or time.monotonic() > deadline:
                return
            time.sleep(PAUSE)
        stop_server(place, deadline)
    finally:
        os.close(probe)
