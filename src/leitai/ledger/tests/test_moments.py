"""A day names its last local moment, wherever somebody asks for the figures as of it."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.test import Client

from leitai.ledger import pages
from leitai.ledger.analytics.cli import archive
from leitai.ledger.cli.facts import facts
from leitai.ledger.domain.moments import MomentError, moment_named
from leitai.ledger.tests.factories import entry, record
from leitai.ledger.tests.sealed import tamper, tiny_ledger

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2019, 4, 25, 15, 30, tzinfo=UTC)  # half past eleven at night in Shanghai


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-04-25", "2019-04-25T15:59:59.999999+00:00"),
        ("20190425", "2019-04-25T15:59:59.999999+00:00"),
        (" 2019-04-25T17:30 ", "2019-04-25T09:30:00+00:00"),
        ("2019-04-25 17:30:01", "2019-04-25T09:30:01+00:00"),
        ("2019-04-25T17:30Z", "2019-04-25T17:30:00+00:00"),
    ],
)
def test_a_day_is_its_last_local_moment(text, moment):
    assert moment_named(text, SHANGHAI).isoformat() == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2019-04-31", "0001-01-01T00:00", "9999-12-31T23:00-05:00"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(MomentError, match="2019-04-25"):
        moment_named(text, SHANGHAI)


@pytest.fixture
def _late(db):
    tiny_ledger()
    (number,) = record(entry("6.19"))
    tamper("ledger_fact", "UPDATE ledger_fact SET recorded_at = %s WHERE id = %s", NIGHT, number)


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize(("day", "count"), [("2019-04-24", 0), ("2019-04-25", 1)])
def test_commands_pages_and_the_api_mean_the_same_day(day, count, tmp_path):
    told = CliRunner().invoke(facts, ["export", "--jsonl", "--as-of", day]).stdout
    assert len(told.splitlines()) == count
    told = CliRunner().invoke(archive, [str(tmp_path / "out"), "--as-of", day, "--json"]).stdout
    assert json.loads(told)["facts"] == count
    assert Client().get(f"/api/facts?as_of={day}").json()["count"] == count
    moment = pages.moment(day)
    assert moment is not None
    assert (moment >= NIGHT) == bool(count)


def test_a_command_says_what_a_moment_looks_like(tmp_path):
    for command, words in ((facts, ["export"]), (archive, [str(tmp_path / "out")])):
        told = CliRunner().invoke(command, [*words, "--as-of", "yesterday"])
        assert told.exit_code == 2
        assert "2019-04-25T17:30" in told.output
