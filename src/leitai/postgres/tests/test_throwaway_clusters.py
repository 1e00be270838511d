"""The cluster of a test run is fast because careless, and leaves nothing behind."""

import os
import time
from pathlib import Path

import psycopg
import pytest

from leitai.postgres import lease
from leitai.postgres.throwaway import PREFIX, throwaway


def test_it_syncs_nothing_and_is_gone_afterwards() -> None:
    with throwaway() as held:
        folder = held.data_dir
        with psycopg.connect(held.url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
    assert not folder.exists()


def test_what_a_killed_run_left_is_swept_away_but_not_what_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, used, young = (tmp_path / f"{PREFIX}{name}" for name in ("left", "used", "young"))
    left.mkdir()
    young.mkdir()
    with lease(used):
        for folder in (left, used):
            os.utime(folder, (time.time() - 7200,) * 2)
        with throwaway():
            assert (left.exists(), used.exists(), young.exists()) == (False, True, True)
