"""A database of its own for tests whose processes are killed: a copy of the test database, reached by its address."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo


def address(name: str) -> str:
    """The connection words of a database on the server of the tests."""
    given = connection.settings_dict
    words = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    return make_conninfo(dbname=name, **{key: value for key, value in words.items() if value})


@contextmanager
def copied_database(name: str) -> Iterator[str]:
    """A copy of the test database as it stands before any test; gives its address, and drops it at the end."""
    template = connection.settings_dict["NAME"]
    copy = f"{template}_{name}"
    connection.close()
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(template)))
        try:
            yield address(copy)
        finally:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))
