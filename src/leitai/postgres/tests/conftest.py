"""A folder with a cluster already made, for tests to which the first start does not matter."""

from pathlib import Path

import pytest

from leitai.postgres import lease


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for the whole run; its server is stopped."""
    data_dir = tmp_path_factory.mktemp("made")
    lease(data_dir).close()
    return data_dir
