"""The officer of data sets writes the rules between the figures on the page, from a day on."""

from datetime import date

import pytest
from django.test import Client

from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry, User
from leitai.intake.domain.checks.findings import Finding, Severity
from leitai.intake.domain.datasets import RuleSpec, spec_of, with_rules
from leitai.intake.models import DataSetVersion
from leitai.intake.queries import datasets
from leitai.intake.queries.entry import entry_of
from leitai.intake.services import submissions
from leitai.intake.tests.factories import CITY, MONTH, MONTHLY, TODAY, UNIT, form, person, typed

pytestmark = pytest.mark.django_db
OBSTACLES = {
    "code": "obstacles_at_least_one",
    "formula": "解决项目难题 >= 1",
    "severity": "warning",
    "words": "一般每月至少解决一个难题",
    "words_en": "At least one obstacle is usually removed in a month",
}
ADDRESS = f"/intake/datasets/{MONTH}/"


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def officer():
    client, actor = Client(), person(Role.LEAGUE_OFFICER, CITY)
    client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def spec_now(code=MONTH):
    return [row.spec for row in datasets.terms() if row.dataset.code == code][-1]


def sent(*rules, day="2019-08-01", was=None, drop=()):
    """What the page sends: the terms as they are, and these rules."""
    spec = spec_now()
    found = {name: getattr(spec, name) for name in ("name", "name_en", "due_working_days", "group", "note", "note_en")}
    found |= {"valid_from": day, "periodicity": str(spec.periodicity), "review": ",".join(spec.review)}
    found |= {"indicators": list(spec.indicators), "rules-TOTAL_FORMS": str(len(rules))}
    found |= {"rules-INITIAL_FORMS": str(len(spec.rules) if was is None else was)}
    for place, rule in enumerate(rules):
        found |= {f"rules-{place}-{name}": value for name, value in rule.items()}
        found |= {f"rules-{place}-DELETE": "on"} if place in drop else {}
    return found


def as_sent(rule):
    return {name: str(getattr(rule, name)) for name in ("code", "formula", "severity", "words", "words_en")}


def kept():
    return [as_sent(rule) for rule in spec_now().rules]


def test_a_rule_is_added_from_a_day_on_and_is_held_against_the_figures(officer):
    before = spec_now()
    assert officer.post(ADDRESS, sent(*kept(), OBSTACLES, day="2019-06-01")).status_code == 302
    assert spec_now().rules == (*before.rules, RuleSpec(**OBSTACLES | {"severity": Severity.WARNING}))
    assert datasets.terms_of(MONTH, "2019-05")[0].spec == before
    target = form(MONTH, "2019-06")
    figures = MONTHLY | {"project_obstacles_solved": "0"}
    submissions.save_cells(actor=person(Role.REPORTER, UNIT), target=target, typed=typed(figures))
    broken = [one for one in entry_of(target, TODAY).findings() if one.kind is Finding.RULE]
    assert [(one.severity, one.words) for one in broken] == [(Severity.WARNING, OBSTACLES["words"])]


def test_a_rule_is_changed_and_then_removed_and_the_trail_says_so(officer):
    officer.post(ADDRESS, sent(*kept(), OBSTACLES))
    milder = OBSTACLES | {"severity": "question", "formula": "解决项目难题 >= 0.5"}
    assert officer.post(ADDRESS, sent(*kept()[:-1], milder, day="2019-09-01")).status_code == 302
    assert as_sent(spec_now().rules[-1]) == milder
    last = len(spec_now().rules) - 1
    assert officer.post(ADDRESS, sent(*kept(), day="2019-10-01", drop={last})).status_code == 302
    assert OBSTACLES["code"] not in {rule.code for rule in spec_now().rules}
    said = [line.detail["rules"] for line in AuditEntry.objects.filter(verb="dataset.terms").order_by("id")]
    code = OBSTACLES["code"]
    assert [next(what for what, codes in one.items() if code in codes) for one in said] == ["new", "changed", "gone"]


def test_terms_that_have_not_begun_are_given_anew_and_those_that_have_are_not(officer):
    officer.post(ADDRESS, sent(*kept(), OBSTACLES))
    assert officer.post(ADDRESS, sent(*kept(), drop={len(kept()) - 1})).status_code == 302
    days = sorted(row.valid_from for row in DataSetVersion.objects.filter(dataset__code=MONTH))
    assert days == [date(2019, 5, 1), date(2019, 8, 1)]
    assert OBSTACLES["code"] not in {rule.code for rule in spec_now().rules}
    assert officer.post(ADDRESS, sent(*kept(), day="2019-01-01")).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"formula": "解决项目难题 >="}, "formula"),
        ({"formula": "解决项目难题 + 1"}, "formula"),
        ({"formula": "没有这项指标 > 0"}, "formula"),
        ({"formula": " "}, "formula"),
        ({"code": "Not Snake"}, "code"),
        ({"severity": "grave"}, "severity"),
        ({"words": ""}, "words"),
        ({"words_en": ""}, "words_en"),
    ],
)
def test_a_rule_that_cannot_be_is_named_at_its_field_and_nothing_is_kept(officer, wrong, field):
    answer = officer.post(ADDRESS, sent(*kept(), OBSTACLES | wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].rules.forms[-1].errors) == [field]
    assert DataSetVersion.objects.filter(dataset__code=MONTH).count() == 1


def test_two_rules_of_one_code_are_refused(officer):
    answer = officer.post(ADDRESS, sent(*kept(), OBSTACLES, OBSTACLES))
    assert answer.status_code == 422
    assert OBSTACLES["code"] in str(answer.context["form"].non_field_errors())


@pytest.mark.parametrize(
    "broken", [{"rules-TOTAL_FORMS": "many"}, {"rules-TOTAL_FORMS": "999"}, {"rules-INITIAL_FORMS": ""}]
)
def test_a_page_that_was_tampered_with_keeps_nothing(officer, broken):
    assert officer.post(ADDRESS, sent(*kept(), OBSTACLES) | broken).status_code == 422
    assert DataSetVersion.objects.filter(dataset__code=MONTH).count() == 1


def test_a_rule_that_ends_need_not_be_right(officer):
    officer.post(ADDRESS, sent(*kept(), OBSTACLES))
    wrong, fresh = OBSTACLES | {"formula": "?"}, OBSTACLES | {"code": "another"}
    answer = officer.post(ADDRESS, sent(*kept()[:-1], wrong, fresh, fresh, day="2019-09-01", drop={len(kept()) - 1}))
    assert "another" in str(answer.context["form"].non_field_errors())
    sent_once = sent(*kept()[:-1], wrong, fresh, day="2019-09-01", drop={len(kept()) - 1})
    assert officer.post(ADDRESS, sent_once).status_code == 302
    assert spec_now().rules[-1].code == "another"


def test_blank_lines_are_no_rules(officer):
    blank = {"formula": "", "severity": "error", "code": "", "words": "", "words_en": ""}
    assert officer.post(ADDRESS, sent(*kept(), blank, blank)).status_code == 302
    assert len(spec_now().rules) == len(kept())


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("解决项目难题 >= 1", "读作： 解决项目难题不低于1"),
        ("解决项目难题 >", "第 9 列"),
        ("没有这项 > 1", "没有名为“没有这项”的指标"),
        ("", ""),
    ],
)
def test_a_formula_is_read_back_while_it_is_typed(officer, formula, says):
    answer = officer.get("/intake/datasets/check-rule/", {"rules-3-formula": formula})
    said = answer.content.decode().strip()
    assert said == says if not says else says in said


def test_a_kept_rule_means_what_it_meant_though_its_name_is_anothers_now():
    rule = RuleSpec("a", "旧名 > 0", Severity.ERROR, "甲", "A")
    spec = spec_of(DataSetVersion.objects.filter(dataset__code=MONTH).first().definition)
    before = with_rules(spec, [rule], {"旧名": "old", "新名": "new"})
    fresh = RuleSpec("b", "新名 > 0", Severity.ERROR, "乙", "B")
    after = with_rules(before, [rule, fresh], {"旧名": "another", "新名": "new"})
    assert dict(after.names) == {"旧名": "old", "新名": "new"}
    assert dict(with_rules(before, [fresh], {"旧名": "another", "新名": "new"}).names) == {"新名": "new"}
