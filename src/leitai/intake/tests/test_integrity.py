"""Patterns become questions to persons: seldom by chance, once each, answered and closed, and never a penalty."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from leitai.accounts.domain import Role
from leitai.intake.domain.checks.integrity import Revision, end_digits, last_minute, over_threshold, sudden, tail
from leitai.intake.models import PatternQuestion
from leitai.intake.queries import questions as queries
from leitai.intake.services import questions as services
from leitai.intake.services import submissions
from leitai.intake.services.datasets import IntakeError
from leitai.intake.services.submissions import Typed
from leitai.intake.tests.factories import CITY, FAR, UNIT, form, past, person
from leitai.ledger.models import Fact


def revision(day: date, before: str, after: str) -> Revision:
    return Revision(UNIT, "trade_sales", "2019Q2", date(2019, 7, 10), day, Decimal(before), Decimal(after))


def test_a_large_change_on_the_due_day_is_asked_about_and_an_early_or_small_one_is_not():
    (found,) = last_minute([revision(date(2019, 7, 10), "4", "5")])
    assert found.numbers == {"before": "4", "after": "5", "day": "2019-07-10"}
    assert last_minute([revision(date(2019, 7, 8), "4", "5")]) == []
    assert last_minute([revision(date(2019, 7, 11), "4", "5")]) == []
    assert last_minute([revision(date(2019, 7, 10), "4", "4.1")]) == []


def test_figures_that_end_in_one_digit_are_asked_about():
    rng = Random(1)
    made_up = [Decimal(rng.randrange(100, 999) // 5 * 5 + (rng.random() < 0.7) * 0) / 100 for _ in range(120)]
    found = end_digits(UNIT, made_up)
    assert found is not None
    assert found.numbers["digit"] == "5"


def test_honest_end_digits_are_hardly_ever_asked_about():
    rng = Random(7)
    asked = sum(
        end_digits(UNIT, [Decimal(rng.randrange(10_000, 99_999)) / 100 for _ in range(80)]) is not None
        for _ in range(400)
    )
    assert asked <= 3


def test_few_figures_say_nothing():
    assert end_digits(UNIT, [Decimal("1.25")] * 20) is None


def test_units_that_crowd_just_over_a_threshold_are_asked_about():
    crowd = [Decimal(100) + Decimal(n) / 10 for n in range(12)] + [Decimal(80)] * 30
    found = over_threshold("key_project_completion_rate", "2019Q2", crowd, Decimal(100), Decimal(2))
    assert found is not None
    assert (found.numbers["over"], found.numbers["below"]) == ("12", "0")
    even = [Decimal(98) + Decimal(n) / 10 for n in range(40)]
    assert over_threshold("key_project_completion_rate", "2019Q2", even, Decimal(100), Decimal(2)) is None


def test_a_sudden_growth_is_asked_about_with_what_is_usual():
    steady = {f"201{year}Q2": 0.06 + 0.01 * (year % 3) for year in range(8)}
    assert sudden(UNIT, "trade_sales", steady) is None
    found = sudden(UNIT, "trade_sales", steady | {"2019Q2": 0.9})
    assert found is not None
    assert (found.numbers["growth"], found.numbers["usual"]) == ("+146 %", "+7 %")


def test_the_tail_of_all_is_certain():
    assert tail(10, 0, 0.3) == pytest.approx(1)


@pytest.fixture
def _world(the_county, db, settings):
    settings.DEMO_DAY = date(2019, 7, 10)


@pytest.fixture
def auditor(_world):
    return person(Role.AUDITOR, CITY)


def change_late():
    """A form handed in, taken back and handed in again with another figure, on the day before it is due."""
    reporter = person(Role.REPORTER, UNIT)
    target = form("quarterly_economy", "2019Q2")
    without = [Typed(code, None, "本季无") for code in target.terms.spec.indicators]
    submissions.save_cells(actor=reporter, target=target, typed=without)
    type_in(reporter, target, "4")
    submissions.submit(actor=reporter, target=target)
    submissions.recall(actor=reporter, target=target)
    type_in(reporter, target, "6")
    submissions.submit(actor=reporter, target=target)
    return reporter


def type_in(reporter, target, *values):
    for value in values:
        submissions.save_cell(actor=reporter, target=target, typed=Typed("trade_sales", Decimal(value), "含新增"))


def test_typing_asks_nobody_anything(auditor):
    type_in(person(Role.REPORTER, UNIT), form("quarterly_economy", "2019Q2"), "1", "12", "123", "12")
    assert services.look_for_patterns(actor=auditor) == 0


def test_a_pattern_is_asked_about_once(auditor):
    change_late()
    assert services.look_for_patterns(actor=auditor) == 1
    assert services.look_for_patterns(actor=auditor) == 0


def test_a_unit_sees_and_answers_its_own_questions_only(auditor):
    reporter = change_late()
    services.look_for_patterns(actor=auditor)
    question = queries.questions_for(reporter).get()
    stranger = person(Role.REPORTER, FAR)
    assert queries.questions_for(stranger).count() == 0
    with pytest.raises(IntakeError):
        services.answer_question(actor=stranger, question=question, answer="x")
    services.answer_question(actor=reporter, question=question, answer="补录两户")
    services.close_question(actor=auditor, question=question, closing="已核对发票")
    with pytest.raises(IntakeError):
        services.answer_question(actor=reporter, question=question, answer="再答")
    with pytest.raises(IntakeError):
        services.close_question(actor=auditor, question=question, closing="再关")


def test_a_question_changes_no_figure(auditor):
    past([("trade_sales", UNIT, f"{year}Q2", str(10 + year % 2)) for year in range(2008, 2019)])
    past([("trade_sales", UNIT, "2019Q2", "90")])
    before = list(Fact.objects.values_list("id", "value"))
    assert services.look_for_patterns(actor=auditor) == 1
    assert PatternQuestion.objects.get().pattern == "sudden"
    assert list(Fact.objects.values_list("id", "value")) == before
