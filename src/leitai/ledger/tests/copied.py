"""A database of its own for tests whose processes are killed or whose database is dumped."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import psycopg
from django.db import connection
from psycopg import sql


def address(name: str) -> str:
    """The address of a database on the server of the tests."""
    given = connection.settings_dict
    words = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    return "postgresql://?" + urlencode({"dbname": name} | {key: value for key, value in words.items() if value})


@contextmanager
def copied_database(name: str) -> Iterator[str]:
    """A copy of the test database as it stood before any test; gives its address, and drops it at the end."""
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    copy = f"{connection.settings_dict['NAME']}_{name}"
    connection.close()
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(template))
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(drop)
        server.execute(make)
        try:
            yield address(copy)
        finally:
            server.execute(drop)


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Let Django work in the copy of this name."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = f"{own}_{name}"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
