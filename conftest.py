"""Fixtures of every room."""

import gc
import os
from collections.abc import Generator, Iterator

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "src/leitai/ledger/tests/test_backups.py")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test starts in the language of the place."""
    if not settings.configured:  # a pure room, tested without Django
        yield
        return
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords pass through the hasher of the settings with little work in it: a guess is cheap in a test.

    A server that a test starts in a process of its own keeps the work of Django's.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "work_factor", 2)
        patch.setattr(ScryptPasswordHasher, "parallelism", 1)
        yield


@pytest.fixture(scope="session")
def migrated(django_db_blocker) -> Iterator[str]:
    """The name of a database with every table and nothing of a test in it, to make others from.

    The first worker that asks for it makes it, the last that held it takes it away.
    """
    name = f"migrated_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    begun = f"{name}_begun"
    with psycopg.connect(os.environ["LEITAI_TEST_DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [begun])
        if server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            with django_db_blocker.unblock():
                migrate(server, begun)
            server.execute(f'ALTER DATABASE "{begun}" RENAME TO "{name}"')
        server.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [name])
        server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [begun])
        yield name
        server.execute("SELECT pg_advisory_unlock_shared(hashtext(%s))", [name])
        if server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone() == (True,):
            server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def migrate(server: psycopg.Connection, name: str) -> None:
    """Make a new database of this name with every table."""
    server.execute(f'DROP DATABASE IF EXISTS "{name}"')
    server.execute(f'CREATE DATABASE "{name}"')
    own, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  # names the database of the worker first
    migrated: str,
) -> None:
    """Each worker's database is a copy: to migrate one takes as long as a hundred tests."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


class Sharing(LoadScopeScheduling):
    """Hands out test by test, but in one piece what rests on one costly thing: a served demonstration, a backup.

    The pieces are begun first, the largest before the others, so that nobody waits for one at the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Sharing | None:
    """Mind TOGETHER where the run is spread by groups, as `make test` spreads it."""
    return Sharing(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays: half a million objects need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LEITAI_ALL_TOOLS a skip for a missing tool fails the run instead of passing unseen."""
    report = yield
    if report.skipped and os.environ.get("LEITAI_ALL_TOOLS") == "1" and "missing tool" in str(report.longrepr):
        report.outcome, report.longrepr = "failed", str(report.longrepr)
    return report
