"""One throwaway PostgreSQL for a whole run of the tests; each worker of xdist makes its own database in it.

LEITAI_TEST_DATABASE_URL names another server to run the suite on.
"""

import os
from contextlib import ExitStack

import pytest

from leitai.postgres.throwaway import throwaway

_held = ExitStack()
URL = "LEITAI_TEST_DATABASE_URL"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server once, in the process that controls the run, before Django reads its settings."""
    if early_config.pluginmanager.is_blocked("django"):
        return
    os.environ["LEITAI_SECRET_KEY"] = "x" * 32
    if URL not in os.environ:
        os.environ[URL] = _held.enter_context(throwaway()).url
    os.environ["DATABASE_URL"] = os.environ[URL]


def pytest_unconfigure() -> None:
    """Stop the server that this process started."""
    _held.close()
