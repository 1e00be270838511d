"""The embedded PostgreSQL: started on first use, shared by lease, stopped when the last lease is gone."""

from leitai.postgres.errors import PostgresError
from leitai.postgres.inspection import (
    State,
    Status,
    pg_basebackup_path,
    pg_dump_path,
    pg_restore_path,
    psql_path,
    status,
    stop,
)
from leitai.postgres.leases import Lease, lease, lease_for_process

__all__ = [
    "Lease",
    "PostgresError",
    "State",
    "Status",
    "lease",
    "lease_for_process",
    "pg_basebackup_path",
    "pg_dump_path",
    "pg_restore_path",
    "psql_path",
    "status",
    "stop",
]
