"""File locks (`flock`): they end with the process that holds them, however it ends."""

import fcntl
import os
import time
from pathlib import Path

from leitai.postgres.account import Account
from leitai.postgres.errors import PostgresError

SHARED = fcntl.LOCK_SH
EXCLUSIVE = fcntl.LOCK_EX
PAUSE = 0.01


def open_own(path: Path, account: Account, flags: int) -> int:
    """A new descriptor of the file `path`, made if need be, closed to others; never through a link laid there."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    if account.is_person:
        os.fchown(descriptor, account.uid, account.gid)
    return descriptor


def open_lock(path: Path, account: Account) -> int:
    """A new open file description of the lock file `path`."""
    return open_own(path, account, os.O_RDWR)


def try_lock(descriptor: int, mode: int) -> bool:
    """Take the lock if it is to be had at once."""
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise PostgresError(f"this file system has no locks ({error}); keep the database on a local disk") from error
    return True


def wait_lock(descriptor: int, mode: int, deadline: float, refusal: str) -> None:
    """Take the lock before `deadline` (of `time.monotonic`); else raise PostgresError saying `refusal`."""
    while not try_lock(descriptor, mode):
        if time.monotonic() > deadline:
            raise PostgresError(refusal)
        time.sleep(PAUSE)


def is_locked(path: Path) -> bool:
    """Whether any process holds the lock file `path` exclusively."""
    return not lock_is_free(path, SHARED)


def lock_is_free(path: Path, mode: int) -> bool:
    """Whether the lock could be had in that mode now; a file that is not there is free."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return True
    try:
        return try_lock(descriptor, mode)
    finally:
        os.close(descriptor)
