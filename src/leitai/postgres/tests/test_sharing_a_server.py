"""Several processes share one data folder; the last one out stops the server."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg

from leitai.postgres import State, lease, status
from leitai.postgres.tests.lessee import Lessee, lessee


def server_start(url: str) -> object:
    """The moment the server at `url` was started, which names it."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_postmaster_start_time()").fetchone()
    assert row
    return row[0]


def test_two_processes_use_one_server(made: Path) -> None:
    with lease(made) as ours, lessee(made) as other:
        assert other.answer() == ours.url
        assert server_start(ours.url)


def test_the_server_stays_while_another_process_holds_a_lease(made: Path) -> None:
    with lessee(made) as other:
        url = other.answer()
        first = lease(made)
        before = server_start(url)
        first.close()
        assert server_start(url) == before
        other.say("close")
        assert other.process.wait(10) == 0
    assert status(made).state is State.STOPPED


def test_two_leases_of_one_process_count_twice(made: Path) -> None:
    with lease(made) as outer:
        with lease(made) as inner:
            assert inner.url == outer.url
        assert server_start(outer.url)
    assert status(made).state is State.STOPPED


def test_a_lease_may_be_closed_twice(made: Path) -> None:
    held = lease(made)
    held.close()
    held.close()
    assert status(made).state is State.STOPPED


def test_four_processes_that_start_at_once_make_one_cluster_and_one_server(tmp_path: Path) -> None:
    with ExitStack() as stack:
        crowd = [stack.enter_context(lessee(tmp_path / "db")) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            urls = set(pool.map(Lessee.answer, crowd))
        assert len(urls) == 1
        assert server_start(urls.pop())
        assert [path.name for path in (tmp_path / "db").glob("cluster*")] == ["cluster"]


def test_leaving_and_entering_at_once_ends_in_a_server_that_works(made: Path) -> None:
    def enter_and_leave(_: int) -> bool:
        with lease(made) as held:
            return server_start(held.url) is not None

    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(enter_and_leave, range(12)))
    assert status(made).state is State.STOPPED


def test_what_was_written_is_there_after_a_restart(made: Path) -> None:
    with lease(made) as held, psycopg.connect(held.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '擂台' AS word")
    with lease(made) as held, psycopg.connect(held.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("擂台",)
