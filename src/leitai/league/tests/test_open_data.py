"""What is published can be taken by anybody; what is not, by nobody; and it says the same as the board."""

import csv
import io
import json

import pytest
from django.test import Client

from leitai.league import bundles
from leitai.league.models import EditionCell
from leitai.league.outcomes import manifest_digest
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    arena.build(6)
    arena.announced()
    arena.begin("draft")
    return Client()


def test_the_data_say_what_the_board_says(site):
    data = json.loads(site.get("/league/editions/2019q1/data.json").content)
    assert data["manifest_sha256"] == manifest_digest(data["manifest"])
    assert [unit["rank"] for unit in data["units"]] == [1, 2, 3, 4, 5, 6]
    assert all(unit["rank_low"] <= unit["rank"] <= unit["rank_high"] for unit in data["units"])
    assert sum(row["weight"] for row in data["indicators"]) == pytest.approx(1)
    assert all(row["definition"] for row in data["indicators"])


def test_every_cell_is_there_with_its_fact(site):
    text = b"".join(site.get("/league/editions/2019q1/cells.csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == EditionCell.objects.count() == 36
    cell = EditionCell.objects.select_related("fact").get(fact_id=rows[0]["fact"])
    assert float(rows[0]["value"]) == float(cell.fact.value)
    assert {row["generated"] for row in rows} == {"1"}


def test_the_bundle_that_is_offered_holds(site):
    data = site.get("/league/editions/2019q1/bundle.zip").content
    assert all(check.holds for check in bundles.verify(bundles.unpack(data)))


@pytest.mark.parametrize("tail", ["data.json", "cells.csv", "bundle.zip", "board.csv"])
def test_a_draft_is_nobodys_data(site, tail):
    assert site.get(f"/league/editions/draft/{tail}").status_code == 404
