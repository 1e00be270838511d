"""An import that is killed at any moment leaves nothing half-written, and the file can be sent again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from leitai.ledger.tests.copied import copied_database, inside
from leitai.ledger.tests.factories import STREET, TOWN
from leitai.ledger.tests.sealed import tiny_ledger

KILLS = 2
FACTS = 30_000
TABLES = ("ledger_fact", "ledger_source", "ledger_factimport")


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    with django_db_blocker.unblock(), copied_database("killed") as address:  # type: ignore[attr-defined]
        with inside("killed"):
            tiny_ledger()
        yield address


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    days = [f"{1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(FACTS // 2)]
    lines = [f"fiscal_revenue,{place},{day},{n}" for n, day in enumerate(days) for place in (STREET, TOWN)]
    path = tmp_path / "figures.csv"
    path.write_text("indicator,division,period,value\n" + "\n".join(lines) + "\n", "utf-8")
    return path


def start(figures: Path, address: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": address,
        "LEITAI_DATA": str(figures.parent),
        "LEITAI_LOG_LEVEL": "ERROR",
    }
    words = [sys.executable, "-m", "leitai", "facts", "import", str(figures)]
    return subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def counts(server: psycopg.Connection) -> list[int]:
    return [server.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608


def others(server: psycopg.Connection) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    return server.execute(asked).fetchone()[0]


def wait_until_copying(server: psycopg.Connection, running: subprocess.Popen[str]) -> None:
    copying = "SELECT count(*) FROM pg_stat_progress_copy WHERE datname = current_database()"
    while running.poll() is None and not server.execute(copying).fetchone()[0]:
        time.sleep(0.002)


def test_nothing_is_left_of_an_import_that_was_killed(database, figures):
    with psycopg.connect(database, autocommit=True) as server:
        for kill in range(KILLS):
            running = start(figures, database)
            wait_until_copying(server, running)
            time.sleep(0.9 * kill / KILLS)
            running.send_signal(signal.SIGKILL)
            running.communicate()
            while others(server):
                time.sleep(0.02)
            done = counts(server)
            assert done in ([0, 0, 0], [FACTS, 1, 1])
        said = [start(figures, database).communicate()[0] for _ in range(2)]
        assert said[0].startswith(f"{FACTS} facts ")
        assert said[1].startswith(f"{FACTS} facts were taken in before")
        assert counts(server) == [FACTS, 1, 1]
