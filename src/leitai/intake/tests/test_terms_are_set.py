"""The officer of data sets says on a page what is asked of whom, from a day on; the past stays as it was."""

from datetime import date

import pytest
from django.test import Client

from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry, User
from leitai.intake.domain.datasets import Step
from leitai.intake.models import DataSet
from leitai.intake.queries import datasets
from leitai.intake.services import submissions
from leitai.intake.services.datasets import load_datasets
from leitai.intake.tests.factories import CITY, QUARTER, SYSTEM, TODAY, UNIT, form, person, typed

pytestmark = pytest.mark.django_db
TERMS = {
    "name": "季度快报",
    "name_en": "Quarterly flash",
    "valid_from": "2019-07-01",
    "periodicity": "quarter",
    "due_working_days": "5",
    "group": "arena-185",
    "review": "county,city",
    "indicators": ["tax_revenue", "fiscal_revenue"],
}


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def officer():
    actor = person(Role.LEAGUE_OFFICER, CITY)
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def specs(code):
    return [row.spec for row in datasets.terms() if row.dataset.code == code]


def test_new_terms_hold_from_their_day_and_keep_the_rules(officer):
    page = officer.get(f"/intake/datasets/{QUARTER}/").content.decode()
    assert "一般公共预算收入 &lt;= 财政总收入" in page
    assert officer.post(f"/intake/datasets/{QUARTER}/", TERMS).status_code == 302
    before, after = specs(QUARTER)
    assert (before.due_working_days, after.due_working_days) == (8, 5)
    assert after.indicators == ("fiscal_revenue", "tax_revenue")  # in the order of before
    assert (after.rules, after.names) == (before.rules, before.names)
    assert after.review == (Step.COUNTY, Step.CITY)
    assert datasets.terms_of(QUARTER, "2019Q2")[0].spec == before
    load_datasets(actor=SYSTEM, specs=[before])
    assert DataSet.objects.get(code=QUARTER).name == "季度快报"
    assert AuditEntry.objects.get(verb="dataset.terms").summary == "季度快报 · 2019-07-01"


def test_a_new_data_set_is_owed_from_its_day(officer):
    asked = TERMS | {"code": "flash", "valid_from": "2019-01-01"}
    assert officer.post("/intake/datasets/new/", asked).status_code == 302
    (spec,) = specs("flash")
    assert [period.text for period in spec.periods(date(2019, 1, 1), TODAY)] == ["2019Q1", "2019Q2"]
    assert "季度快报" in officer.get("/intake/datasets/").content.decode()
    assert officer.post("/intake/datasets/new/", asked).status_code == 422
    assert officer.post("/intake/datasets/new/", asked | {"code": "Not flash"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": "2019-01-01"}, "__all__"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"indicators": []}, "indicators"),
        ({"indicators": ["no_such"]}, "indicators"),
        ({"group": "nobody"}, "group"),
        ({"due_working_days": "0"}, "due_working_days"),
        ({"periodicity": "week"}, "periodicity"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(officer, wrong, field):
    answer = officer.post(f"/intake/datasets/{QUARTER}/", TERMS | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert len(specs(QUARTER)) == 1


def test_what_was_typed_is_not_moved_under_other_terms(officer):
    submissions.save_cells(
        actor=person(Role.REPORTER, UNIT), target=form(QUARTER, "2019Q2"), typed=typed({"fiscal_revenue": "3"})
    )
    answer = officer.post(f"/intake/datasets/{QUARTER}/", TERMS | {"valid_from": "2019-04-01"})
    assert answer.status_code == 422
    assert "2019Q2" in str(answer.context["form"].non_field_errors())
    assert len(specs(QUARTER)) == 1


def test_an_address_of_no_data_set_is_none(officer):
    assert officer.get("/intake/datasets/no-such/").status_code == 404


def test_the_text_for_those_who_owe_names_them_all(officer):
    page = officer.get("/intake/completeness/monthly_projects/2019-06/remind/")
    text = page.context["text"]
    assert "2019-07-05" in text
    assert all(name in text for name in ("娄桥街道", "新桥街道", "昆阳镇"))
    assert 'data-copy="reminder-text"' in page.content.decode()
