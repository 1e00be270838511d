"""A cluster is made once, whole or not at all, and what cannot be used is refused with the reason."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from leitai.postgres import PostgresError, State, lease, status
from leitai.postgres.tests.waiting import eventually

LONG = Path(*("路径" * 30 for _ in range(8)))


@pytest.mark.parametrize(
    "name", ["a b  c", "数据 库", 'it\'s "quoted" $HOME %s', LONG], ids=["spaces", "han", "odd", "long"]
)
def test_any_path_will_do(tmp_path: Path, name: str | Path) -> None:
    with lease(tmp_path / name) as held, psycopg.connect(held.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert len(str(held.socket_dir)) < 80


def test_a_link_to_a_folder_is_that_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with lease(tmp_path / "real") as real, lease(tmp_path / "link") as link:
        assert real.url == link.url


def test_text_is_utf8_and_sorted_by_code_point_everywhere(made: Path) -> None:
    query = "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'leitai'"
    with lease(made) as held, psycopg.connect(held.url) as connection:
        assert connection.execute(query).fetchone() == ("b", "C.UTF-8", "UTF8")


def test_durability_stays_on(made: Path) -> None:
    with lease(made) as held, psycopg.connect(held.url) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute("SELECT current_setting(%s)", [name]).fetchone() == ("on",)


def test_a_start_killed_in_the_middle_leaves_nothing_half_made(tmp_path: Path) -> None:
    code = f"from leitai.postgres import lease; from pathlib import Path; lease(Path({str(tmp_path)!r}))"
    with subprocess.Popen([sys.executable, "-c", code]) as starter:
        assert eventually(lambda: any(tmp_path.glob("cluster.draft-*/base")))
        starter.kill()
    assert status(tmp_path).state is State.ABSENT
    with lease(tmp_path) as held:
        assert psycopg.connect(held.url).execute("SELECT 1").fetchone() == (1,)
    assert [path.name for path in tmp_path.glob("cluster*")] == ["cluster"]


def test_a_failed_initdb_is_told_in_its_own_words_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PostgresError, match=r"initdb failed[\s\S]*nonsense"):
        lease(tmp_path, settings={"shared_buffers": "nonsense"})
    assert not list(tmp_path.glob("cluster*"))


def test_a_failed_start_is_told_in_the_words_of_the_log(made: Path) -> None:
    with pytest.raises(PostgresError, match=r"did not start[\s\S]*nonsense"):
        lease(made, settings={"wal_level": "nonsense"})
    with lease(made) as held:
        assert held.url


def test_a_cluster_of_another_version_is_refused(tmp_path: Path) -> None:
    lease(tmp_path).close()
    (tmp_path / "cluster" / "PG_VERSION").write_text("15\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 15, this is 18"):
        lease(tmp_path)


def test_a_folder_that_is_no_cluster_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    (tmp_path / "cluster" / "letter.txt").write_text("mine")
    with pytest.raises(PostgresError, match="not a PostgreSQL cluster"):
        lease(tmp_path)
    assert (tmp_path / "cluster" / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("pid", [1, 4_000_000], ids=["a living stranger", "nobody"])
def test_a_stale_note_of_a_dead_server_does_not_stop_a_new_one(made: Path, pid: int) -> None:
    note = made / "cluster" / "postmaster.pid"
    note.write_text(f"{pid}\n/proc/self/cwd\n1700000000\n5432\n/tmp/gone\n\n 1 2\nready   \n")
    with lease(made) as held:
        assert psycopg.connect(held.url).execute("SELECT 1").fetchone() == (1,)
