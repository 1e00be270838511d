"""Making a backup under one snapshot, and holding a restored database against it."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from leitai.ledger import backups
from leitai.ledger.backups import BackupError, Manifest
from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.leaves import moment
from leitai.ledger.sealing import auditing, keys
from leitai.ledger.sealing.heads import last, value_of


def back_up(target: Path, *, with_keys: bool) -> Manifest:
    """Write a backup of the database to a file. Raises BackupError."""
    if not target.absolute().parent.is_dir():
        raise BackupError(f"there is no folder {target.absolute().parent}: make it, or name another")
    with backups.work_folder(target) as folder, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        dumped = Path(folder) / backups.DUMP
        digest = backups.dump(os.environ["DATABASE_URL"], dumped, snapshot=cursor.fetchone()[0])
        manifest = _manifest(digest)
        kept = {name: settings.DATA_DIR / name for name in backups.KEY_FILES if with_keys}
        backups.pack(target, dumped, manifest, {name: path for name, path in kept.items() if path.exists()})
    return manifest


def check(manifest: Manifest, trusted: bytes | None) -> auditing.Report:
    """Audit the database that was restored: the log, and that it ends with the head of the backup."""
    witnesses = [] if manifest.head is None else [Head.parse(manifest.head)]
    if trusted is None:
        with suppress(ValueError, TypeError):
            trusted = bytes.fromhex(manifest.public_key or "") or None
    return auditing.run(trusted=trusted, witnesses=witnesses)


def _manifest(digest: str) -> Manifest:
    newest, office = last(), keys.in_office()
    head = None if newest is None else value_of(newest).members()
    public = None if office is None else bytes(office.public).hex()
    return Manifest(backups.FORM, moment(timezone.now()), digest, head, public)
