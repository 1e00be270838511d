"""Making a cluster: in a draft folder beside its place, shown by one rename: a crash leaves nothing half made."""

import os
import shutil
import tempfile
from pathlib import Path

from leitai.postgres.binaries import MAJOR, major_of
from leitai.postgres.errors import PostgresError
from leitai.postgres.launch import Launch
from leitai.postgres.place import Place
from leitai.postgres.tuning import DATABASE, ROLE, as_arguments, first_settings

DRAFT = "cluster.draft-"
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def ensure_cluster(launch: Launch, start_lock: int) -> None:
    """Make the cluster unless it is there; refuse one of another major version. Call with the start lock held.

    initdb inherits that lock, so that nobody begins anew while one still works for a caller that was killed.
    """
    place = launch.place
    if place.version_file.exists():
        _check_version(place)
        return
    if place.cluster.exists() and any(place.cluster.iterdir()):
        raise PostgresError(f"{place.cluster} is not a PostgreSQL cluster and not empty; move it away")
    for abandoned in place.root.glob(f"{DRAFT}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    _make(launch, start_lock)


def _make(launch: Launch, start_lock: int) -> None:
    root = launch.place.root
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=root))
    try:
        launch.account.own(draft)
        _fill(launch, draft, start_lock)
        draft.rename(launch.place.cluster)
        _sync_folder(root)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(launch: Launch, draft: Path, start_lock: int) -> None:
    settings = as_arguments("--set", first_settings() | dict(launch.settings))
    options = [f"--username={ROLE}", "--auth=trust", "--no-instructions", *LOCALE, *settings]
    launch.run(launch.command("initdb", draft, *options), draft, "", (start_lock,))
    single = launch.command("postgres", draft, "postgres")
    single.insert(1, "--single")
    launch.run(single, draft, f"CREATE DATABASE {DATABASE}\n", (start_lock,))


def _sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_version(place: Place) -> None:
    found = major_of(place.version_file.read_text(encoding="ascii", errors="replace"))
    if found != MAJOR:
        raise PostgresError(
            f"{place.cluster} was made by PostgreSQL {found}, this is {MAJOR}; dump it with the older version "
            f"and restore it into an empty data folder, or move it away to begin anew"
        )
