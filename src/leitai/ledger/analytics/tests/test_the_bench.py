"""The benchmark writes everything out in a process of its own: that process does what it is told."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from leitai.ledger.analytics.bench import STREAMS

MODULE = [sys.executable, "-m", "leitai.ledger.analytics.bench"]


def here() -> str:
    """The address of the database of the tests."""
    known = {key: value for key, value in connection.get_connection_params().items() if isinstance(value, str | int)}
    parts = conninfo_to_dict("", **{key: known[key] for key in ("host", "port", "user", "password") if known.get(key)})
    query = "&".join(f"{key}={value}" for key, value in parts.items())
    return f"postgresql:///{connection.settings_dict['NAME']}?{query}"


@pytest.mark.django_db
@pytest.mark.parametrize("way", sorted(STREAMS))
def test_a_stream_tells_what_it_took(way):
    environment = {**os.environ, "DATABASE_URL": here(), "LEITAI_LOG_LEVEL": "ERROR"}
    done = subprocess.run([*MODULE, way, "0"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["facts"] == 0  # nothing is committed to this database
    assert told["megabytes"] > 0
