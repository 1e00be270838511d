"""Under which user the server runs: PostgreSQL refuses root, so root hands it to somebody with fewer rights."""

import os
import pwd
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.postgres.errors import PostgresError
from leitai.postgres.place import Place

CAPABILITIES = {0: "CAP_CHOWN", 1: "CAP_DAC_OVERRIDE", 5: "CAP_KILL", 6: "CAP_SETGID", 7: "CAP_SETUID"}
INSTEAD = "or name another PostgreSQL in DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group id of the server's processes."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether it differs from the user of this process, so that files must be given to it."""
        return self.uid != os.geteuid()

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who may come back without root, and must find the lock files his own."""
        return self.is_other and self.uid != _uid_of_nobody()

    def own(self, path: Path) -> None:
        """Give `path` itself (never what it points at) to the account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(place: Place) -> Account:
    """The owner of an existing cluster; for a new one this user, or when that is root: the owner of the folder
    it goes into if that is a person, else `nobody`.
    """
    owner = _owner(place.version_file)
    if os.geteuid() != 0:
        return _this_user(place, owner)
    _require_capabilities()
    if owner == 0:
        raise PostgresError(f"{place.cluster} belongs to root; give it back with: chown -R nobody '{place.cluster}'")
    if owner is not None:
        return Account(owner, place.version_file.stat().st_gid)
    return _mapped(_person_above(place.root) or _nobody())


def _this_user(place: Place, owner: int | None) -> Account:
    if owner is not None and owner != os.geteuid():
        raise PostgresError(
            f"{place.cluster} belongs to user {owner}, this process is user {os.geteuid()}; "
            f"run it as that user, or choose another data folder"
        )
    return Account(os.geteuid(), os.getegid())


def _owner(path: Path) -> int | None:
    try:
        return path.stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise PostgresError(
            f"user {os.geteuid()} may not look at {path} ({error.strerror}); run this as the user who began it, "
            f"or choose another data folder"
        ) from error


def _person_above(path: Path) -> Account | None:
    """The owner of the nearest folder that exists, if not root and if initdb can find its name."""
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    uid = nearest.stat().st_uid
    try:
        return Account(uid, pwd.getpwuid(uid).pw_gid) if uid != 0 else None
    except KeyError:
        return None


def _nobody() -> Account:
    uid = _uid_of_nobody()
    if uid is None:
        raise PostgresError(f"PostgreSQL does not run as root and there is no user `nobody` here; make one, {INSTEAD}")
    return Account(uid, pwd.getpwuid(uid).pw_gid)


def _uid_of_nobody() -> int | None:
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return None


def _mapped(account: Account) -> Account:
    """The account, if this user namespace has it (lines of /proc/self/uid_map: first inside, first outside, count)."""
    try:
        ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:
        return account
    if ranges and not any(first <= account.uid < first + count for first, _, count in ranges):
        raise PostgresError(
            f"PostgreSQL does not run as root, and this container has no user {account.uid} to hand it to; "
            f"give the container a range of users (/etc/subuid), run it as an ordinary user, {INSTEAD}"
        )
    return account


def _require_capabilities() -> None:
    missing = _missing(_effective_capabilities())
    if missing:
        raise PostgresError(
            f"this process is root without {', '.join(missing)}, so it cannot hand PostgreSQL to another user; "
            f"start the container as an ordinary user (docker run --user 1000), or allow these, {INSTEAD}"
        )


def _effective_capabilities() -> int:
    """The bits of `CapEff` in /proc/self/status; all of them where there is no /proc."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return -1
    return next((int(line.split()[1], 16) for line in lines if line.startswith("CapEff:")), -1)


def _missing(bits: int) -> Sequence[str]:
    return [name for bit, name in CAPABILITIES.items() if not bits >> bit & 1]
