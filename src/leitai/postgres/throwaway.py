"""A cluster that lives for one run of the tests: nothing in it must outlast a power cut, so nothing is synced."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leitai.postgres.leases import Lease, lease
from leitai.postgres.locks import EXCLUSIVE, lock_is_free
from leitai.postgres.place import place_at

PREFIX = "leitai-throwaway-"
HOUR = 3600.0
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",
}


@contextmanager
def throwaway() -> Iterator[Lease]:
    """A fresh server, stopped and removed at the end.

    Enter it in the process that controls the run and put `lease.url` into DATABASE_URL: the workers of xdist
    inherit that, and each makes its own test database in the one server.
    """
    _sweep(Path(tempfile.gettempdir()), time.time())
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with lease(folder, settings=CARELESS) as held:
            yield held
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(base: Path, now: float) -> None:
    """Remove what killed runs left behind: older than an hour, and held by nobody."""
    for folder in base.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another user's, or just being swept by another run
            if now - folder.stat().st_mtime > HOUR and lock_is_free(place_at(folder).lease_lock, EXCLUSIVE):
                shutil.rmtree(folder, ignore_errors=True)
