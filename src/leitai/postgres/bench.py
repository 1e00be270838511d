"""How long one waits for the embedded PostgreSQL."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from leitai.measure import Measure, best_seconds
from leitai.postgres.leases import lease

RUNS = 3


def measures() -> Iterator[Measure]:
    """Seconds until a connection is possible: a new data folder, one that is there, a server that runs already."""
    with tempfile.TemporaryDirectory() as base:
        folders = iter(Path(base) / str(number) for number in range(RUNS + 1))
        yield _seconds("postgres.first_start_and_stop", best_seconds(lambda: _visit(next(folders)), RUNS))
        kept = Path(base) / "0"
        yield _seconds("postgres.later_start_and_stop", best_seconds(lambda: _visit(kept), RUNS))
        with lease(kept):
            yield _seconds("postgres.joining_and_leaving", best_seconds(lambda: _visit(kept), RUNS))


def _visit(data_dir: Path) -> None:
    lease(data_dir).close()


def _seconds(name: str, value: float) -> Measure:
    return Measure(name, value, "s", None, None, RUNS)
