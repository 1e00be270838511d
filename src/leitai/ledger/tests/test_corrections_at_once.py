"""Two who record the same figures at once take turns: one goes through, the other is told, and none is stuck."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from leitai.ledger import services
from leitai.ledger.domain.facts import EvidenceKind, FactStatus
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.ledger.importing import FactFile, LinesRefusedError
from leitai.ledger.models import Fact
from leitai.ledger.tests.copied import copied_database, inside
from leitai.ledger.tests.factories import STREET, SYSTEM, entry, record, small_ledger

CODES = FIRST, MIDDLE, LAST = "bridge_loans", "fiscal_revenue", "tax_revenue"

BY_NUMBER = ("fiscal_revenue", "tax_revenue", "bridge_loans")  # as a file is copied; a form goes by period
PERIODS = ("2019Q3", "2019Q2", "2019Q1")


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    with django_db_blocker.unblock(), copied_database("at_once") as address, inside("at_once"):  # type: ignore[attr-defined]
        small_ledger()
        yield address


def corrections(numbers: Sequence[int], value: str) -> list[Entry]:
    """A correction of each figure, in the order of their indicators."""
    given = zip(CODES, numbers, strict=True)
    return [replace(entry(value, indicator=code), supersedes=number, reason="核实") for code, number in given]


def outcome(write: Callable[[], object]) -> Exception | None:
    """What a write came to in a thread with a connection of its own."""
    try:
        write()
    except (DatabaseError, LinesRefusedError) as error:
        return error
    finally:
        connection.close()
    return None


def wait_for_two(server: psycopg.Connection) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    until = time.monotonic() + 10
    while server.execute(waiting).fetchone()[0] < 2:
        assert time.monotonic() < until, "nobody waits"
        time.sleep(0.01)


def both(address: str, held: Entry, writes: Sequence[Callable[[], object]]) -> list[Exception | None]:
    """Both writes at once, each stopped at the figure that a third one holds until both have begun."""
    found: list[Future[Exception | None]] = []
    with psycopg.connect(address, autocommit=True) as server, ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            record(held)
            found += [pool.submit(outcome, write) for write in writes]
            wait_for_two(server)
            transaction.set_rollback(True)
        return [one.result(timeout=20) for one in found]


def assert_one_went_through(found: list[Exception | None]) -> None:
    (refused,) = [error for error in found if error is not None]
    assert isinstance(refused, services.FactInForce)
    assert "deadlock" not in str(refused.__cause__)


def test_corrections_of_the_same_figures_in_opposite_order_take_turns(database):
    numbers = record(*(entry("1", indicator=code) for code in CODES))
    mine, theirs = corrections(numbers, "2"), corrections(numbers, "3")
    found = both(database, mine[1], [lambda: record(*mine), lambda: record(*reversed(theirs))])
    assert_one_went_through(found)


def test_new_figures_of_several_sources_in_opposite_order_take_turns(database):
    new = [entry("1", indicator=code) for code in CODES]
    sources = [(NewSource(EvidenceKind.FORM, one.fact.key.indicator), [one]) for one in new]
    orders = (sources, sources[::-1])
    writes = [lambda order=order: services.record_sources(actor=SYSTEM, sources=order) for order in orders]
    assert_one_went_through(both(database, new[1], writes))


def test_figures_that_differ_in_their_status_alone_take_turns(database):
    new = [replace(one, fact=replace(one.fact, key=replace(one.fact.key, status=status)))
           for one, status in zip([entry("1")] * 3, FactStatus, strict=False)]  # fmt: skip
    found = both(database, new[1], [lambda: record(*new), lambda: record(*reversed(new))])
    assert_one_went_through(found)


def test_the_numbers_come_back_in_the_order_given(database):
    found = services.record_sources(
        actor=SYSTEM,
        sources=[
            (NewSource(EvidenceKind.FORM, "表"), [entry("3", indicator=LAST), entry("1", indicator=FIRST)]),
            (NewSource(EvidenceKind.WORKBOOK, "簿"), [entry("2", indicator=MIDDLE)]),
        ],
    )
    rows = {row.pk: (row.indicator.code, row.value, row.source.title) for row in Fact.objects.all()}
    said = [[rows[number] for number in numbers] for numbers in found]
    assert said == [[(LAST, 3, "表"), (FIRST, 1, "表")], [(MIDDLE, 2, "簿")]]


def test_a_file_and_a_form_in_two_orders_end_with_one_through_and_the_other_told(database, tmp_path: Path):
    standing = [entry("1", indicator=code, period=period) for code, period in zip(BY_NUMBER, PERIODS, strict=True)]
    numbers = record(*standing)
    theirs = [
        replace(entry("3", indicator=code, period=period), supersedes=number, reason="核实")
        for code, period, number in zip(BY_NUMBER, PERIODS, numbers, strict=True)
    ]
    keys = zip(BY_NUMBER, PERIODS, numbers, strict=True)
    lines = [f"{code},{STREET},{period},2,{number},核实" for code, period, number in keys]
    path = tmp_path / "figures.csv"
    path.write_text("indicator,division,period,value,supersedes,reason\n" + "\n".join(lines) + "\n", "utf-8")
    file = FactFile.at(path, "a file")
    found = both(database, theirs[1], [lambda: services.import_facts(actor=SYSTEM, file=file), lambda: record(*theirs)])
    (refused,) = [error for error in found if error is not None]
    assert isinstance(refused, services.FactInForce | LinesRefusedError)
