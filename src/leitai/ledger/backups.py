"""Backups: a dump of the database, the head it ends with, and what is needed to prove it after it is back.

The file is a tar of `manifest.json` and `database.dump` (PostgreSQL's custom format). Nothing here needs Django but
the making of a backup, which reads the newest head under the very snapshot that is dumped.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from leitai.postgres import pg_dump_path, pg_restore_path, psql_path

FORM = "leitai.backup/1"
DUMP, MANIFEST = "database.dump", "manifest.json"
KEY_FILES = ("seal.pem", "secret.key")
_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}

_SETTING = re.compile(rb"SET (\w+) = ")
_HEAD = (b"--", b"\\", b"SET ", b"SELECT pg_catalog.set_config")


class BackupError(Exception):
    """A backup that cannot be made or put back; says what would do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `head` is the newest signed head as JSON members, None where nothing was sealed."""

    form: str
    made: str
    sha256: str
    head: dict[str, Any] | None
    public_key: str | None

    @classmethod
    def parse(cls, text: bytes) -> "Manifest":
        """Read it. Raises BackupError."""
        try:
            members = json.loads(text)
            found = cls(*(members[name] for name in ("form", "made", "sha256", "head", "public_key")))
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError(f"the manifest of this backup cannot be read ({error}): take another backup") from error
        if found.form != FORM:
            raise BackupError(f"this backup has the form {found.form!r}, not {FORM}: use the Leitai that made it")
        return found


def dump(url: str, into: Path, *, snapshot: str) -> str:
    """Dump a database as it is under an exported snapshot; gives the SHA-256 of the file. Raises BackupError."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}"]
    _run([str(pg_dump_path()), *options], url, "the database cannot be dumped")
    with into.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def pack(target: Path, dumped: Path, manifest: Manifest, keys: Mapping[str, Path]) -> None:
    """Write the file of the backup: whole under its name, or not at all. `keys` are private files to go with it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                _add_text(tar, dumped.with_name(MANIFEST), json.dumps(asdict(manifest), indent=1))
                tar.add(dumped, DUMP)
                for name, path in keys.items():
                    tar.add(path, name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> Manifest:
    """Take a backup apart into a folder, and hold the dump against its manifest. Raises BackupError."""
    try:
        with tarfile.open(path) as tar:
            for name in (MANIFEST, DUMP, *KEY_FILES):
                if name in tar.getnames():
                    tar.extract(name, folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{path} cannot be read as a backup: {error}") from error
    if not (folder / MANIFEST).is_file() or not (folder / DUMP).is_file():
        raise BackupError(f"{path} holds no {MANIFEST} and {DUMP}: give a file that `leitai backup` wrote")
    manifest = Manifest.parse((folder / MANIFEST).read_bytes())
    with (folder / DUMP).open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != manifest.sha256:
            raise BackupError(f"the dump in {path} is damaged: its SHA-256 is not that of the manifest; take another")
    return manifest


def load(dumped: Path, url: str) -> None:
    """Put a dump into an empty database, all of it or nothing. Raises BackupError.

    The dump goes through `psql` as a script: its head sets what the newest servers know, and an older one (15) must
    not be asked for what it does not.
    """
    restore = [str(pg_restore_path()), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    play = [str(psql_path()), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    known = _known_settings(url)
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as answers:
        source = subprocess.Popen(restore, stdout=subprocess.PIPE, stderr=complaints)
        sink = subprocess.Popen(play, stdin=subprocess.PIPE, stdout=answers, stderr=complaints, env=_environment(url))
        assert source.stdout
        assert sink.stdin
        with contextlib.suppress(BrokenPipeError), sink.stdin:
            with source.stdout:
                _write_script(source.stdout, sink.stdin, known)
            if source.wait():
                sink.kill()  # before its input ends: a script cut short must not be committed as if it were whole
        failed = source.wait() or sink.wait()
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
    if failed:
        raise BackupError(f"the dump cannot be put back: {said or f'code {failed}'}")


def _write_script(script: IO[bytes], sink: IO[bytes], known: Set[str]) -> None:
    """Pass a script on, but for settings in its head that the server does not know."""
    for line in script:
        setting = _SETTING.match(line)
        if setting and setting[1].decode() not in known:
            continue
        sink.write(line)
        if line.strip() and not line.startswith(_HEAD):
            break
    shutil.copyfileobj(script, sink, 1 << 20)


def _known_settings(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM pg_settings")}


def work_folder(near: Path) -> "tempfile.TemporaryDirectory[str]":
    """A private folder on the same disk as a file."""
    return tempfile.TemporaryDirectory(prefix=".leitai-backup-", dir=near.absolute().parent)


def _add_text(tar: tarfile.TarFile, beside: Path, text: str) -> None:
    beside.write_text(text, "utf-8")
    tar.add(beside, MANIFEST)


def _run(command: list[str], url: str, trouble: str) -> None:
    """Run a program of PostgreSQL."""
    done = subprocess.run(command, env=_environment(url), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{trouble}: {done.stderr.strip() or f'code {done.returncode}'}")


def _environment(url: str) -> dict[str, str]:
    """The address of a database as environment, where no list of processes shows it."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    return os.environ | {_VARIABLES.get(key, f"PG{key.upper()}"): value for key, value in parts.items()}
