"""Whatever is killed, no server stays behind and no acknowledged write is lost."""

import os
import signal
from pathlib import Path

import psycopg

from leitai.postgres import State, lease, status, stop
from leitai.postgres.tests.lessee import Lessee, lessee
from leitai.postgres.tests.waiting import eventually


def is_stopped(data_dir: Path) -> bool:
    return status(data_dir).state is State.STOPPED


def postmaster(data_dir: Path) -> int:
    pid = status(data_dir).pid
    assert pid is not None
    return pid


def takes_connections(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def last_acknowledged(writer: Lessee, at_least: int) -> int:
    """Read numbers until `at_least`, kill the writer, read the rest: the last number it was told is safe."""
    last = 0
    while last < at_least:
        last = int(writer.answer())
    writer.process.kill()
    while line := writer.answer():
        last = int(line)
    return last


def highest_written(data_dir: Path) -> int:
    with lease(data_dir) as held, psycopg.connect(held.url) as connection:
        row = connection.execute("SELECT max(number), count(*) FROM written").fetchone()
    assert row
    assert row[0] == row[1]
    return int(row[0])


def test_a_killed_process_leaves_no_server_and_loses_no_acknowledged_write(made: Path) -> None:
    with lessee(made) as writer:
        writer.answer()
        writer.say("write")
        last = last_acknowledged(writer, 200)
        assert eventually(lambda: is_stopped(made), 5)
    assert highest_written(made) >= last


def test_a_killed_server_is_started_again_and_loses_no_acknowledged_write(made: Path) -> None:
    with lessee(made) as writer:
        writer.answer()
        writer.say("write")
        last = max(int(writer.answer()) for _ in range(100))
        os.kill(postmaster(made), signal.SIGKILL)
        assert highest_written(made) >= last


def test_an_interrupt_from_the_keyboard_stops_the_server_through_the_lease(made: Path) -> None:
    with lessee(made) as worker:
        worker.answer()
        os.killpg(worker.process.pid, signal.SIGINT)
        worker.process.wait(10)
        assert is_stopped(made)


def test_a_terminated_process_leaves_no_server(made: Path) -> None:
    with lessee(made) as worker:
        worker.answer()
        worker.process.terminate()
        assert eventually(lambda: is_stopped(made), 5)


def test_a_killed_server_comes_back_at_the_same_address_for_those_who_hold_a_lease(made: Path) -> None:
    with lease(made) as held:
        os.kill(postmaster(made), signal.SIGKILL)
        assert eventually(lambda: takes_connections(held.url))


def test_a_server_does_not_outlive_its_killed_keeper(made: Path) -> None:
    with lease(made) as held:
        os.kill(parent_of(postmaster(made)), signal.SIGKILL)
        assert eventually(lambda: is_stopped(made), 5)
        with lease(made):
            assert takes_connections(held.url)


def test_the_server_can_be_stopped_by_word_of_command(made: Path) -> None:
    with lease(made):
        stop(made)
        assert is_stopped(made)


def test_no_process_of_the_server_is_left_after_the_last_lease(made: Path) -> None:
    with lease(made):
        pids = [postmaster(made), parent_of(postmaster(made))]
    assert eventually(lambda: not any(Path(f"/proc/{pid}/cwd").exists() for pid in pids), 5)
