"""A backup comes back into another data folder with every proof holding, and a changed one is found out."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from leitai.ledger import backups, queries
from leitai.ledger.domain.keys import public_pem
from leitai.ledger.domain.proofs import written
from leitai.ledger.sealing.heads import last
from leitai.ledger.tests.copied import address, copied_database, inside
from leitai.ledger.tests.sealed import KEY, months, seal, tiny_ledger


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a backup of a sealed ledger, a proof from before, and the public key."""
    folder = tmp_path_factory.mktemp("backup")
    with django_db_blocker.unblock(), copied_database("backup") as place, inside("backup"):  # type: ignore[attr-defined]
        tiny_ledger()
        number = months(600)[123]
        seal()
        months(3, 2010)
        (folder / "proof.json").write_text(written(queries.proof_of(number, last())), "utf-8")
        (folder / "pub.pem").write_bytes(public_pem(KEY.public))
        connection.close()
        done = leitai(folder, ["backup", "all.backup"], DATABASE_URL=place)
        assert "sealed up to 600 facts" in done.stdout, done.stderr
        yield folder


def leitai(folder: Path, words: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LEITAI_LOG_LEVEL": "ERROR", "LEITAI_DATA": str(folder / "var")} | variables
    command = [sys.executable, "-m", "leitai", *words]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)


def test_a_backup_comes_back_in_another_data_folder_and_can_be_proven_there(made):
    done = leitai(made, ["restore", "all.backup", "--data-dir", "new", "--key", "pub.pem"])
    assert done.stdout == ("restored: 600 sealed facts under 1 heads, 3 not sealed yet\naudit: nothing found\n"), (
        done.stderr
    )
    number = json.loads(json.loads((made / "proof.json").read_text("utf-8"))["leaf"])["number"]
    proven = leitai(made, ["prove", str(number)], DATABASE_URL="", LEITAI_DATA=str(made / "new"))
    assert proven.stdout == (made / "proof.json").read_text("utf-8")
    again = leitai(made, ["restore", "all.backup", "--data-dir", "new"])
    assert "holds a database already" in again.stderr


def test_a_backup_whose_ledger_was_changed_is_found_out_in_another_database(made):
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        name = f"{connection.settings_dict['NAME']}_restored"
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            assert leitai(made, ["restore", "all.backup", "--database-url", address(name)]).returncode == 0
            with psycopg.connect(address(name)) as restored:
                restored.execute("ALTER TABLE ledger_fact DISABLE TRIGGER USER")
                restored.execute(
                    "UPDATE ledger_fact SET value = value + 1 WHERE id = (SELECT min(id) FROM ledger_fact)"
                )
                restored.execute("ALTER TABLE ledger_fact ENABLE TRIGGER USER")
            audited = leitai(made, ["audit", "--key", "pub.pem"], DATABASE_URL=address(name))
            assert audited.returncode == 1
            assert audited.stdout.startswith("✗ fact changed: fact ")
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def changed(made: Path, dump: bytes | None = None, **members: object) -> Path:
    """The backup with another dump or another manifest."""
    path = made / "changed.backup"
    with tarfile.open(made / "all.backup") as old, tarfile.open(path, "w") as new:
        manifest = json.load(old.extractfile(backups.MANIFEST)) | members
        kept = old.extractfile(backups.DUMP).read() if dump is None else dump
        for name, data in ((backups.MANIFEST, json.dumps(manifest).encode()), (backups.DUMP, kept)):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return path


def test_a_damaged_backup_is_refused_before_anything_is_made(made, tmp_path):
    with pytest.raises(backups.BackupError, match="damaged"):
        backups.unpack(changed(made, dump=b"PGDMP"), tmp_path)
    with pytest.raises(backups.BackupError, match="the form 'x'"):
        backups.unpack(changed(made, form="x"), tmp_path)
    with pytest.raises(backups.BackupError, match="cannot be read as a backup"):
        backups.unpack(made / "pub.pem", tmp_path)


def test_a_backup_is_private_and_holds_no_key_unless_asked(made):
    assert (made / "all.backup").stat().st_mode & 0o077 == 0
    with tarfile.open(made / "all.backup") as tar:
        assert tar.getnames() == [backups.MANIFEST, backups.DUMP]
