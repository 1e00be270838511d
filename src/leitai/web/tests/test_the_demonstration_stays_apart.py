"""The demonstration and real work do not share a database."""

import os
from decimal import Decimal

import pytest
from click.testing import CliRunner

from leitai.accounts import services as accounts
from leitai.accounts.domain import Role
from leitai.accounts.services import record
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, SYSTEM, TOWN
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.web.cli import demo
from leitai.web.demo import guard

pytestmark = pytest.mark.django_db


def a_figure() -> None:
    ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    entry = Entry(NewFact(FactKey("fiscal_revenue", TOWN, "2019Q1"), Decimal("1.5")), "item:0")
    ledger.record_facts(actor=SYSTEM, source=NewSource(EvidenceKind.REQUEST, "a file"), entries=[entry])


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


def test_an_empty_database_may_become_the_demonstrations():
    assert guard.why_not_demonstration() == ""


@pytest.mark.parametrize("given", ["", "mine"])
def test_accounts_of_others_keep_the_demonstration_out_which_has_a_folder_of_its_own(monkeypatch, tmp_path, given):
    for name, value in (("LEITAI_DATA", given), ("LEITAI_DEMO", "0"), ("LEITAI_LOG_JSON", "1")):
        monkeypatch.setenv(name, value)  # put back afterwards: the command sets them
    monkeypatch.chdir(tmp_path)
    factories.person("city.admin", Role.ADMINISTRATOR, CITY)
    said = CliRunner().invoke(demo, ["--load-only"])
    assert said.exit_code == 1
    assert "1 accounts" in said.output
    assert "another LEITAI_DATA" in said.output
    assert os.environ["LEITAI_DATA"] == (given or str(tmp_path / "var" / "demo"))


def test_figures_of_others_keep_it_out_too():
    a_figure()
    assert "figures" in guard.why_not_demonstration()


def test_what_was_filled_as_the_demonstration_stays_it_whatever_was_tried_in_it():
    record(actor=SYSTEM, verb=guard.MARK)
    factories.person("demo.admin", Role.ADMINISTRATOR, CITY)
    factories.person("somebody", Role.REPORTER, TOWN)
    a_figure()
    assert guard.why_not_demonstration() == ""


def test_open_accounts_of_the_demonstration_are_not_served_for_real(settings):
    assert guard.why_not_real() == ""
    user, _ = factories.person("demo.admin", Role.ADMINISTRATOR, CITY)
    assert "leitai account close demo.admin" in guard.why_not_real()
    settings.DEMO = True
    assert guard.why_not_real() == ""
    settings.DEMO = False
    accounts.close_account(actor=SYSTEM, user=user)
    assert guard.why_not_real() == ""
