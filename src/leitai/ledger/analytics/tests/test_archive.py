"""An archive holds the facts of a moment, exactly, and is there whole or not at all."""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest
from django.utils import timezone

from leitai.ledger.analytics import archive
from leitai.ledger.analytics.tests import small
from leitai.ledger.analytics.tests.small import STREET, TOWN, enter, figure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(db):
    small.build()


def facts(folder) -> pl.DataFrame:
    return pl.read_parquet(folder / "facts/**/*.parquet", hive_partitioning=True).sort("fact")


def test_facts_come_back_as_they_are(tmp_path):
    first = enter([figure("fiscal_revenue", STREET, "2019Q1", "6.19000001"), figure("petitions", TOWN, "2018", "3")])
    manifest = archive.write(tmp_path / "out")
    read = facts(tmp_path / "out")
    assert read["fact"].to_list() == first
    assert read["value"].to_list() == [Decimal("6.19000001"), Decimal(3)]
    assert read["period"].to_list() == ["2019Q1", "2018"]
    assert manifest["facts"] == 2
    assert sum(manifest["partitions"].values()) == 2
    assert {"year=2018", "year=2019"} == {path.name for path in (tmp_path / "out" / "facts").iterdir()}


def test_only_what_is_in_force_unless_all_is_asked_for(tmp_path):
    first = enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])[0]
    second = enter([figure("fiscal_revenue", STREET, "2019Q1", "2", supersedes=first)])[0]
    archive.write(tmp_path / "in_force")
    archive.write(tmp_path / "all", everything=True)
    assert facts(tmp_path / "in_force")["fact"].to_list() == [second]
    assert facts(tmp_path / "all")["superseded_by"].to_list() == [second, None]


def test_an_archive_of_a_moment_knows_nothing_that_came_later(tmp_path):
    first = enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])[0]
    moment = timezone.now()
    enter([figure("fiscal_revenue", STREET, "2019Q1", "2", supersedes=first)])
    archive.write(tmp_path / "out", as_of=moment)
    assert facts(tmp_path / "out")["fact"].to_list() == [first]
    assert archive.write(tmp_path / "before", as_of=moment - timedelta(days=1))["facts"] == 0


def test_the_manifest_holds_the_hash_of_every_file(tmp_path):
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])
    archive.write(tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    found = {path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.parquet")}
    assert manifest["sha256"] == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


def test_a_folder_that_is_there_is_not_touched(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(archive.FolderTaken, match="is there already"):
        archive.write(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_an_archive_that_fails_leaves_nothing(tmp_path):
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])
    (tmp_path / "file").write_text("")
    with pytest.raises(FileExistsError):
        archive.write(tmp_path / "file" / "out")
    with pytest.raises(AttributeError):
        archive.write(tmp_path / "out", as_of="yesterday")  # type: ignore[arg-type]  # the mistake is the point
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_few_rows_wait_however_many_there_are(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_PIECE", 1)
    monkeypatch.setattr(archive, "_HELD", 2)
    enter([figure("fiscal_revenue", STREET, f"20{year}", str(year)) for year in range(10, 30)])
    assert archive.write(tmp_path / "out")["facts"] == 20
    assert facts(tmp_path / "out")["value"].to_list() == [Decimal(year) for year in range(10, 30)]
