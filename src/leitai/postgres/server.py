"""Starting the server, waiting for it, stopping it. Callers hold a lease and, to start, the start lock."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from leitai.postgres.account import Account
from leitai.postgres.errors import PostgresError
from leitai.postgres.launch import Launch, environment
from leitai.postgres.locks import EXCLUSIVE, PAUSE, is_locked, open_lock, try_lock
from leitai.postgres.place import Place, Postmaster, is_postmaster_of, read_postmaster
from leitai.postgres.sockets import answers, is_private, make_socket_dir
from leitai.postgres.tuning import as_arguments, fixed_settings

LOG_LIMIT = 8 << 20
KEEPER = Path(__file__).with_name("keeper.py")


def ensure_server(launch: Launch) -> Postmaster:
    """The running server of this place: the one that is there, or a new one. Call with the start lock held."""
    place, account, deadline = launch.place, launch.account, launch.deadline
    _turn_log(place)
    begin = launch.log_size()
    lock = open_lock(place.server_lock, account)
    try:
        while not try_lock(lock, EXCLUSIVE):
            found = _ready(place)
            if found:
                return _reachable(found, account)
            if time.monotonic() > deadline:
                raise PostgresError(_late(place))
            time.sleep(PAUSE)
        _start(launch, lock)
    finally:
        os.close(lock)
    return _wait_ready(launch, begin)


def stop_server(place: Place, deadline: float) -> None:
    """Stop the server with a fast shutdown and wait until none of its processes is left."""
    told = 0
    while is_locked(place.server_lock):
        found = read_postmaster(place)
        if found and found.pid != told and is_postmaster_of(place, found.pid):
            told = found.pid
            with suppress(ProcessLookupError):
                os.kill(told, signal.SIGINT)
        if time.monotonic() > deadline:
            raise PostgresError(f"the PostgreSQL of {place.root} does not stop; see {place.log}")
        time.sleep(PAUSE)


def _ready(place: Place) -> Postmaster | None:
    found = read_postmaster(place)
    lives = found and found.ready and is_postmaster_of(place, found.pid)
    return found if found and lives and (answers(found) or not found.socket_dir.exists()) else None


def _wait_ready(launch: Launch, begin: int) -> Postmaster:
    """Wait until connections are taken; `begin` is where this start's words begin in the log."""
    place = launch.place
    while time.monotonic() < launch.deadline:
        running = is_locked(place.server_lock)
        found = _ready(place)
        if found:
            return found
        if not running:
            raise PostgresError(f"PostgreSQL did not start in {place.root}:\n{launch.last_words(begin)}")
        time.sleep(PAUSE)
    raise PostgresError(_late(place))


def _reachable(found: Postmaster, account: Account) -> Postmaster:
    if not is_private(found.socket_dir, account):
        raise PostgresError(
            f"PostgreSQL runs here as process {found.pid}, but its socket folder {found.socket_dir} cannot be "
            f"reached or is not private; is it in another container? Stop the processes that use it"
        )
    return found


def _late(place: Place) -> str:
    return (
        f"the PostgreSQL of {place.root} runs but takes no connections yet (recovering after a crash, or in another "
        f"container?); wait and try again, or see {place.log}"
    )


def _start(launch: Launch, server_lock: int) -> None:
    _clear_stale(launch.place)
    socket_dir = make_socket_dir(launch.place, launch.account)
    settings = dict(launch.settings) | fixed_settings(str(socket_dir))
    command = launch.command("postgres", launch.place.cluster, *as_arguments("-c", settings))
    _spawn_keeper(launch, [str(socket_dir), *command], server_lock)


def _clear_stale(place: Place) -> None:
    """Remove the note of a server that died. Server lock held: no process of ours is left; a stranger's may be."""
    found = read_postmaster(place)
    if found and is_postmaster_of(place, found.pid):
        raise PostgresError(f"process {found.pid}, not started by Leitai, already serves {place.cluster}; stop it")
    place.postmaster_file.unlink(missing_ok=True)


def _turn_log(place: Place) -> None:
    """Put a log that has grown large aside (a running server goes on writing into it)."""
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.1"))


def _spawn_keeper(launch: Launch, rest: list[str], server_lock: int) -> None:
    place, account = launch.place, launch.account
    lease = open_lock(place.lease_lock, account)
    uid, gid = (account.uid, account.gid) if account.is_other else (-1, -1)
    numbers = [str(number) for number in (lease, server_lock, uid, gid)]
    output = launch.open_log()
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", str(KEEPER), *numbers, *rest],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=place.cluster,
            env=environment(),
            pass_fds=(lease, server_lock),
            start_new_session=True,
            umask=0o077,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise PostgresError(f"cannot start the keeper of PostgreSQL: {error}; see {place.log}") from error
    finally:
        os.close(output)
        os.close(lease)
