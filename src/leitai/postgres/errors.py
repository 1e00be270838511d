"""What can go wrong with the embedded PostgreSQL, in words that say how to mend it."""


class PostgresError(Exception):
    """The embedded PostgreSQL cannot be found, made, started, joined or stopped."""
