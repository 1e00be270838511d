"""A form: typed cell by cell, handed in, accepted step by step or returned, and only then facts."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.divisions.queries import place_name
from leitai.intake.domain.submissions import SubmissionState
from leitai.intake.models import Cell, CellChange
from leitai.intake.queries import submissions as queries
from leitai.intake.queries.entry import submission_of
from leitai.intake.services import review, submissions
from leitai.intake.services.datasets import IntakeError
from leitai.intake.services.submissions import CellConflict, Typed
from leitai.intake.tests.factories import (
    CITY,
    COUNTY,
    FAR,
    MONTHLY,
    NEIGHBOUR,
    OTHER_COUNTY,
    SERVICES,
    TODAY,
    UNIT,
    form,
    handed_in,
    past,
    person,
    typed,
)
from leitai.ledger.models import Fact, Source

pytestmark = pytest.mark.django_db
SERVICE_VALUES = {
    "market_entities_new": "120", "enterprise_issues_filed": "40", "enterprise_issues_solved": "38",
    "approval_days": "41", "bridge_loans": "0.32", "service_centre_items": "87", "errands_done": "64",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def reporter():
    return person(Role.REPORTER, UNIT)


@pytest.fixture
def reviewer():
    return person(Role.REVIEWER, COUNTY)


def save(reporter, value="5", code="upgrading_land", **more):
    number = Decimal(value) if value is not None else None
    return submissions.save_cell(actor=reporter, target=form(), typed=Typed(code, number, **more))


def state(target=None):
    found = submission_of(target or form())
    assert found is not None
    return found.state


def facts():
    return {fact.indicator.code: fact.value for fact in Fact.objects.filter(superseded_by__isnull=True)}


def accept(reviewer, target=None, reason=""):
    return review.accept(actor=reviewer, submission=submission_of(target or form()), reason=reason)


def test_a_cell_is_saved_with_its_comment_and_its_mark(reporter):
    cell = save(reporter, "5.25", comment="含续建", flagged=True)
    assert (cell.value, cell.comment, cell.flagged, cell.revision) == (Decimal("5.25"), "含续建", True, 1)
    assert state() == SubmissionState.DRAFT


def test_the_same_sending_twice_counts_once(reporter):
    key = uuid4()
    save(reporter, "5", key=key)
    save(reporter, "5", key=key)
    assert CellChange.objects.count() == 1


def test_a_late_repeat_does_not_bring_an_old_figure_back(reporter):
    key = uuid4()
    save(reporter, "5", key=key)
    save(reporter, "6")
    assert save(reporter, "5", key=key).value == 6


def test_two_people_at_one_cell_do_not_overwrite_each_other(reporter):
    save(reporter, "5", base=0)
    with pytest.raises(CellConflict) as caught:
        save(reporter, "7", base=0)
    assert caught.value.cell.value == 5
    assert save(reporter, "7", base=1).value == 7


def test_the_same_figure_typed_by_two_people_is_no_conflict(reporter):
    save(reporter, "5", base=0)
    assert save(reporter, "5", base=0).value == 5


def test_nobody_types_for_another_unit(reporter):
    with pytest.raises(IntakeError):
        submissions.save_cells(actor=reporter, target=form(code=NEIGHBOUR), typed=typed(MONTHLY))


def test_an_indicator_of_another_data_set_is_refused(reporter):
    with pytest.raises(IntakeError, match="fiscal_revenue"):
        save(reporter, code="fiscal_revenue")


def test_a_form_with_a_gap_is_not_handed_in_unless_the_gap_is_explained(reporter):
    submissions.save_cells(actor=reporter, target=form(), typed=typed({"upgrading_land": "5"}))
    with pytest.raises(IntakeError, match="解决项目难题"):
        submissions.submit(actor=reporter, target=form())
    for code in ("project_obstacles_solved", "project_obstacle_days"):
        save(reporter, None, code, comment="本月无")
    submissions.submit(actor=reporter, target=form())
    assert state() == SubmissionState.SUBMITTED


def test_what_the_ledger_holds_need_not_be_typed(reporter, reviewer):
    past([("upgrading_land", UNIT, "2019-06", "5")])
    rest = {code: value for code, value in MONTHLY.items() if code != "upgrading_land"}
    handed_in(reporter, form(), rest)
    accept(reviewer)
    assert facts()["upgrading_land"] == 5


def test_a_submitted_form_cannot_be_changed_until_it_is_taken_back(reporter):
    handed_in(reporter, form())
    with pytest.raises(IntakeError):
        save(reporter, "6")
    submissions.recall(actor=reporter, target=form())
    assert save(reporter, "6").value == 6
    with pytest.raises(IntakeError):
        submissions.recall(actor=reporter, target=form())


def test_acceptance_makes_facts_whose_evidence_is_the_field(reporter, reviewer):
    handed_in(reporter, form())
    assert facts() == {}
    assert accept(reviewer) is SubmissionState.ACCEPTED
    assert facts() == {code: Decimal(value) for code, value in MONTHLY.items()}
    fact = Fact.objects.get(indicator__code="upgrading_land")
    assert (fact.place, fact.source.kind, fact.period) == ("field:upgrading_land", "form", "2019-06")
    assert "工业技改用地\t12.5\t亩" in fact.source.text
    assert Cell.objects.get(indicator__code="upgrading_land").fact_id == fact.pk


def test_a_form_that_says_what_the_ledger_says_makes_no_second_fact(reporter, reviewer):
    past([(code, UNIT, "2019-06", value) for code, value in MONTHLY.items()])
    handed_in(reporter, form())
    accept(reviewer)
    assert (Fact.objects.count(), Source.objects.count()) == (3, 1)


def test_a_figure_that_differs_from_the_one_in_force_needs_a_reason(reporter, reviewer):
    past([("upgrading_land", UNIT, "2019-06", "5")])
    handed_in(reporter, form())
    with pytest.raises(IntakeError, match="工业技改用地"):
        accept(reviewer)
    assert state() == SubmissionState.SUBMITTED
    accept(reviewer, reason="国土台账更正")
    fact = Fact.objects.get(indicator__code="upgrading_land", superseded_by__isnull=True)
    assert (fact.value, fact.reason, fact.supersedes.value) == (Decimal("12.5"), "国土台账更正", 5)


def test_returning_says_why_at_each_figure(reporter, reviewer):
    handed_in(reporter, form())
    with pytest.raises(IntakeError):
        review.return_submission(actor=reviewer, submission=submission_of(form()), remark=" ")
    review.return_submission(
        actor=reviewer, submission=submission_of(form()), remark="", reasons={"upgrading_land": "与台账不符"}
    )
    cell = Cell.objects.get(indicator__code="upgrading_land")
    assert (state(), cell.returned) == (SubmissionState.RETURNED, "与台账不符")
    assert save(reporter, "6").returned == ""


def test_what_changed_since_the_last_decision_is_shown(reporter, reviewer):
    handed_in(reporter, form())
    assert changed() == frozenset()
    review.return_submission(actor=reviewer, submission=submission_of(form()), remark="核对")
    save(reporter, "6")
    assert changed() == {"upgrading_land"}


def test_taking_an_acceptance_back_leaves_a_trace_and_the_next_one_corrects(reporter, reviewer):
    handed_in(reporter, form())
    accept(reviewer)
    with pytest.raises(IntakeError):
        review.reopen(actor=reviewer, submission=submission_of(form()), reason="")
    review.reopen(actor=reviewer, submission=submission_of(form()), reason="重复计入一宗")
    assert facts()["upgrading_land"] == Decimal("12.5")
    save(reporter, "8")
    submissions.submit(actor=reporter, target=form())
    accept(reviewer)
    fact = Fact.objects.get(indicator__code="upgrading_land", superseded_by__isnull=True)
    assert (fact.value, fact.reason) == (8, "重复计入一宗")
    assert [step.move for step in queries.history_of(submission_of(form()))] == [
        "submit", "accept", "reopen", "submit", "accept"
    ]  # fmt: skip


def test_nobody_reopens_what_they_could_not_accept(reporter, reviewer):
    handed_in(reporter, form())
    accept(reviewer)
    with pytest.raises(IntakeError):
        review.reopen(actor=person(Role.REVIEWER, OTHER_COUNTY), submission=submission_of(form()), reason="x")
    with pytest.raises(IntakeError):
        review.reopen(actor=reporter, submission=submission_of(form()), reason="x")


def test_a_reviewer_of_another_county_decides_nothing(reporter):
    handed_in(reporter, form())
    with pytest.raises(IntakeError):
        accept(person(Role.REVIEWER, OTHER_COUNTY))


def test_a_data_set_of_two_steps_goes_up_the_tree(reporter, reviewer):
    target, officer = form(SERVICES, "2019Q2"), person(Role.LEAGUE_OFFICER, CITY)
    handed_in(reporter, target, SERVICE_VALUES)
    with pytest.raises(IntakeError):
        accept(officer, target)
    assert accept(reviewer, target) is SubmissionState.PASSED
    assert facts() == {}
    with pytest.raises(IntakeError):
        accept(reviewer, target)
    assert [row.pk for row in queries.waiting(officer)] == [submission_of(target).pk]
    assert accept(officer, target) is SubmissionState.ACCEPTED
    assert len(facts()) == len(SERVICE_VALUES)


def test_the_city_may_send_back_what_the_county_passed(reporter, reviewer):
    target, officer = form(SERVICES, "2019Q2"), person(Role.LEAGUE_OFFICER, CITY)
    handed_in(reporter, target, SERVICE_VALUES)
    accept(reviewer, target)
    review.return_submission(actor=officer, submission=submission_of(target), remark="请核")
    submissions.submit(actor=reporter, target=target)
    assert state(target) == SubmissionState.SUBMITTED


def changed():
    found = submission_of(form())
    return queries.changed_since_decision(found, queries.history_of(found))


def test_many_are_accepted_at_once_and_what_kept_the_others_is_said(reporter, reviewer):
    handed_in(reporter, form())
    handed_in(person(Role.REPORTER, NEIGHBOUR), form(code=NEIGHBOUR))
    past([("upgrading_land", NEIGHBOUR, "2019-06", "5")])
    count, kept = review.accept_many(actor=reviewer, submissions=list(queries.waiting(reviewer)))
    assert count == 1
    assert place_name("新桥街道") in kept[0]


def test_a_figure_that_came_into_force_meanwhile_keeps_only_its_own_form_back(reporter, reviewer, monkeypatch):
    handed_in(reporter, form())
    handed_in(person(Role.REPORTER, NEIGHBOUR), form(code=NEIGHBOUR))
    past([("upgrading_land", NEIGHBOUR, "2019-06", "5")])
    monkeypatch.setattr(review, "_standing", lambda *_: [])  # what was read before the other figure stood
    with translation.override("en"):
        count, kept = review.accept_many(actor=reviewer, submissions=list(queries.waiting(reviewer)))
    assert count == 1
    assert "Xinqiao Subdistrict" in kept[0]
    assert "meanwhile" in kept[0]
    assert state(form(code=NEIGHBOUR)) == SubmissionState.SUBMITTED


def test_each_sees_only_what_is_theirs(reporter, reviewer):
    save(reporter)
    assert queries.submissions_for(reviewer).count() == 0
    submissions.save_cells(actor=reporter, target=form(), typed=typed(MONTHLY))
    submissions.submit(actor=reporter, target=form())
    assert queries.submissions_for(reviewer).count() == 1
    assert queries.submissions_for(person(Role.REPORTER, FAR)).count() == 0
    assert queries.submissions_for(person(Role.REVIEWER, OTHER_COUNTY)).count() == 0


def test_the_day_of_handing_in_is_that_of_the_last_time(reporter, reviewer, settings):
    handed_in(reporter, form())
    review.return_submission(actor=reviewer, submission=submission_of(form()), remark="核对")
    settings.DEMO_DAY = date(2019, 7, 12)
    submissions.submit(actor=reporter, target=form())
    assert submission_of(form()).submitted_on == date(2019, 7, 12)


def signed_in(reporter):
    client = Client()
    user = User.objects.get(pk=reporter.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


URL = f"/intake/forms/monthly_projects/2019-06/{UNIT}/"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ("[" * 100_000, 400),
        ('{"indicator": "upgrading_land", "value": "5", "key": "x"}', 400),
        ('{"indicator": "upgrading_land", "value": "五亩", "key": "0a3c1c1e-0000-4000-8000-000000000000"}', 422),
        ('{"indicator": "no_such", "value": "5", "key": "0a3c1c1e-0000-4000-8000-000000000000"}', 422),
    ],
    ids=["cut short", "a list", "nothing", "deep", "no key", "no figure", "no indicator"],
)
def test_a_cell_that_cannot_be_read_is_refused_with_words(reporter, body, status):
    answer = signed_in(reporter).post(f"{URL}cell/", body, content_type="application/json")
    assert answer.status_code == status
    assert len(answer.json()["message"]) > 5


def test_the_answer_to_a_cell_tells_what_the_checks_find(reporter):
    past([("upgrading_land", UNIT, "2018-06", "4")])
    cell = {"indicator": "upgrading_land", "value": "4100", "comment": "a\x00b", "key": str(uuid4()), "base": 0}
    answer = signed_in(reporter).post(f"{URL}cell/", cell, content_type="application/json").json()
    assert (answer["revision"], answer["filled"]) == (1, 1)
    assert [one["severity"] for one in answer["findings"]["upgrading_land"]] == ["warning"]
    assert "1025" in answer["findings"]["upgrading_land"][0]["words"]
    assert Cell.objects.get().comment == "a b"


def test_one_wrong_figure_of_a_plain_form_does_not_lose_the_others(reporter):
    page = {"v-upgrading_land": "五", "v-project_obstacles_solved": "4", "v-project_obstacle_days": "9", "submit": "1"}
    answer = signed_in(reporter).post(f"{URL}save/", page, follow=True)
    assert "五" in answer.content.decode()
    assert {cell.indicator.code for cell in Cell.objects.all()} == {"project_obstacles_solved", "project_obstacle_days"}
    assert state() == SubmissionState.DRAFT


@pytest.mark.parametrize("said", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_revision_that_is_no_number_is_none(reporter, said):
    page = {"v-upgrading_land": "6", "r-upgrading_land": said}
    assert signed_in(reporter).post(f"{URL}save/", page).status_code == 302
    assert Cell.objects.get().value == 6


@pytest.mark.parametrize("said", ["²", "9" * 5000, "9" * 18, "x"])
def test_a_submission_that_is_no_number_is_not_accepted(reviewer, said):
    assert signed_in(reviewer).post("/intake/review/accept/", {"submission": said}).status_code == 302


def test_a_plain_form_keeps_its_other_cells_where_one_was_changed_by_somebody_else(reporter):
    save(reporter, "5")
    page = {"v-upgrading_land": "6", "r-upgrading_land": "0", "v-project_obstacles_solved": "4"}
    signed_in(reporter).post(f"{URL}save/", page)
    assert {cell.indicator.code: cell.value for cell in Cell.objects.all()} == {
        "upgrading_land": 5,
        "project_obstacles_solved": 4,
    }


@pytest.mark.parametrize("period", ["3000-01", "2999-12", "0001-01", "2019Q2", "2019-07", "2019-6", "..", "%00"])
def test_a_period_that_is_not_owed_has_no_form(reporter, period):
    assert signed_in(reporter).get(f"/intake/forms/monthly_projects/{period}/{UNIT}/").status_code in {400, 404}
