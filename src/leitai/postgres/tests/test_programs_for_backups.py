"""The programs that came along can dump a database and restore it."""

import subprocess
from pathlib import Path

import psycopg

from leitai.postgres import lease, pg_dump_path, pg_restore_path, psql_path


def test_what_was_dumped_can_be_restored_elsewhere(made: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.dump"
    with lease(made) as held, psycopg.connect(held.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE dumped AS SELECT '交流会' AS word")
        subprocess.run([pg_dump_path(), "--format=custom", f"--file={archive}", held.url], check=True)
        connection.execute("DROP TABLE dumped")
        subprocess.run([pg_restore_path(), f"--dbname={held.url}", "--table=dumped", archive], check=True)
        said = subprocess.run(
            [psql_path(), held.url, "--no-psqlrc", "-Atc", "TABLE dumped"], check=True, capture_output=True, text=True
        )
    assert said.stdout == "交流会\n"
