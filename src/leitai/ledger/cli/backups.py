"""Commands that write a backup and put it back."""

import importlib
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from leitai import runtime
from leitai.ledger import backups
from leitai.ledger.backups import BackupError, Manifest
from leitai.ledger.domain.keys import KeyFileError, read_public_pem
from leitai.postgres import PostgresError, State, lease_for_process, status

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-keys", is_flag=True, help="Put the private keys of the data folder into it too: keep it locked.")
def backup(target: Path, with_keys: bool) -> None:
    """Write the database, with the head it ends with, into one file. Others may work meanwhile.

    Example: leitai backup leitai.backup
    """
    runtime.start()
    backing_up: Any = importlib.import_module("leitai.ledger.sealing.backing_up")
    try:
        manifest: Manifest = backing_up.back_up(target, with_keys=with_keys)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    sealed = "nothing sealed yet" if manifest.head is None else f"sealed up to {manifest.head['size']} facts"
    click.echo(f"{target}: {target.stat().st_size} bytes, {sealed}")


@click.command()
@click.argument("file", type=FILE)
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="New data folder (LEITAI_DATA).")
@click.option("--database-url", default="", help="Instead: an empty PostgreSQL database of your own.")
@click.option("--key", type=FILE, help="Public key (PEM) you trust; the one in the backup if left out.")
def restore(file: Path, data_dir: Path | None, database_url: str, key: Path | None) -> None:
    """Put a backup into a new data folder or an empty database, and audit it there.

    Ends with 0 if every proof holds, with 1 if not.

    Example: leitai restore leitai.backup --data-dir restored
    """
    if bool(data_dir) == bool(database_url):
        raise click.UsageError("give --data-dir DIR or --database-url URL")
    try:
        trusted = None if key is None else read_public_pem(key.read_bytes())
        manifest = _put_back(file, data_dir, database_url)
    except (BackupError, PostgresError, KeyFileError) as error:
        raise click.ClickException(str(error)) from error
    runtime.start()
    report = importlib.import_module("leitai.ledger.sealing.backing_up").check(manifest, trusted)
    for finding in report.findings:
        click.echo(f"✗ {finding.trouble}: {finding.said}")
    click.echo(f"restored: {report.sealed} sealed facts under {report.heads} heads, {report.waiting} not sealed yet")
    click.echo(f"audit: {report.count or 'nothing'} found")
    raise SystemExit(1 if report.count else 0)


def _put_back(file: Path, data_dir: Path | None, url: str) -> Manifest:
    """Load the dump; afterwards this process's environment names the restored database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(backups.work_folder(data_dir or file)))
        manifest = backups.unpack(file, folder)
        if data_dir is not None:
            url = _new_database(data_dir)
        backups.load(folder / backups.DUMP, url)
        if data_dir is not None:
            _keys_back(folder, data_dir)
            os.environ["LEITAI_DATA"] = str(data_dir.absolute())
    os.environ["DATABASE_URL"] = url
    return manifest


def _new_database(data_dir: Path) -> str:
    place = data_dir.absolute() / "postgres"
    if status(place).state is not State.ABSENT:
        raise BackupError(f"{data_dir} holds a database already: name a folder that does not")
    return lease_for_process(place).url


def _keys_back(folder: Path, data_dir: Path) -> None:
    for name in backups.KEY_FILES:
        if (folder / name).is_file() and not (data_dir / name).exists():
            shutil.move(folder / name, data_dir / name)
            (data_dir / name).chmod(0o600)
