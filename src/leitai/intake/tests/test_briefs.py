"""A brief: its figures keep their measure and their units, agree with each other, and stand still while they wait."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.divisions.queries import place_name
from leitai.intake import services
from leitai.intake.domain.states import Decision
from leitai.intake.models import BriefFigure
from leitai.intake.services import BriefError, Edit
from leitai.intake.tests.factories import COUNTY, NEIGHBOUR, TODAY, UNIT, past, person
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.ledger.models import Fact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY
    with translation.override("en"):
        yield


@pytest.fixture
def reporter():
    return person(Role.REPORTER, UNIT)


@pytest.fixture
def reviewer():
    return person(Role.REVIEWER, COUNTY)


def brief(actor, text, code=UNIT):
    return services.hand_in_brief(actor=actor, division_code=code, title="简报", text=text, published=date(2019, 4, 20))


def figure(of, surface) -> BriefFigure:
    return of.figures.select_related("indicator", "division").get(surface=surface)


def indicator(code):
    return ledger.indicators().get(code=code)


def edit(of, **changed):
    given = {
        "indicator_id": indicator("fiscal_revenue").pk,
        "division_id": of.division_id or of.brief.division_id,
        "period": of.period or "2019Q1",
        "status": FactStatus.ACTUAL,
        "comparator": Comparator.EQUAL,
        "value": of.value,
        "unit": of.unit,
    }
    return Edit(**given | changed)


def browser(actor, role, code):
    client = Client()
    user = User.objects.get(username=f"{role}.{code}")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


UNMATCHED = "2019年一季度,娄桥街道库里进账32000万元。"


def test_a_figure_matched_by_hand_is_converted_into_the_unit_of_its_indicator(reporter):
    found = figure(brief(reporter, UNMATCHED), "32000万元")
    assert (found.indicator, found.unit) == (None, "元")
    services.edit_figure(actor=reporter, figure=found, edit=edit(found))
    found.refresh_from_db()
    assert (found.value, found.unit) == (Decimal("3.2"), "亿元")


def test_a_value_of_another_measure_is_refused_with_both_units(reporter):
    found = figure(brief(reporter, UNMATCHED), "32000万元")
    other = indicator("fiscal_revenue_yoy")
    with pytest.raises(BriefError, match=r"元.*%"):
        services.edit_figure(actor=reporter, figure=found, edit=edit(found, indicator_id=other.pk))


def test_the_form_converts_the_value_when_another_indicator_is_chosen(reporter):
    found = figure(brief(reporter, UNMATCHED), "32000万元")
    client, url = browser(reporter, Role.REPORTER, UNIT), f"/intake/briefs/{found.brief_id}/figures/{found.ordinal}/"
    shown = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'value="320000000"' in shown
    assert "(元)" in shown
    name = f"f{found.pk}"
    chosen = {f"{name}-indicator": indicator("fiscal_revenue").pk, f"{name}-value": "320000000", f"{name}-unit": "元"}
    shown = client.get(url, chosen, headers={"HX-Request": "true"}).content.decode()
    assert 'value="3.2"' in shown
    assert "(亿元)" in shown
    sent = chosen | {f"{name}-division": UNIT, f"{name}-period": "2019-01/2019-03", f"{name}-status": "actual"}
    assert client.post(url, sent | {f"{name}-comparator": "="}).status_code == 302
    found.refresh_from_db()
    assert (found.value, found.unit, found.period) == (Decimal("3.2"), "亿元", "2019Q1")


def test_the_form_asks_for_the_value_anew_where_the_measure_is_another(reporter):
    found = figure(brief(reporter, UNMATCHED), "32000万元")
    client, url = browser(reporter, Role.REPORTER, UNIT), f"/intake/briefs/{found.brief_id}/figures/{found.ordinal}/"
    name = f"f{found.pk}"
    sent = {f"{name}-indicator": indicator("fiscal_revenue_yoy").pk, f"{name}-value": "320000000"}
    answer = client.post(url, sent | {f"{name}-unit": "元"})
    assert answer.status_code == 422
    assert "(%)" in answer.content.decode()
    assert "320000000" not in answer.content.decode()
    assert client.post(url, sent | {f"{name}-unit": "%", f"{name}-value": "8.6"}).status_code == 302


def test_figures_of_other_units_are_set_aside_and_cannot_be_kept(reporter):
    text = "2019年一季度,娄桥街道财政总收入3.25亿元。\n\n2019年一季度,新桥街道财政总收入4亿元。"
    found = brief(reporter, text)
    other = figure(found, "4亿元")
    assert other.division is not None
    assert (other.division.code, other.decision) == (NEIGHBOUR, Decision.DROPPED)
    with pytest.raises(BriefError, match=place_name("新桥街道")):
        services.decide_figure(actor=reporter, figure=other, decision=Decision.KEPT)
    with pytest.raises(BriefError, match=place_name("新桥街道")):
        services.edit_figure(actor=reporter, figure=other, edit=edit(other))
    BriefFigure.objects.filter(pk=other.pk).update(decision=Decision.PROPOSED)
    assert services.keep_complete(actor=reporter, brief=found) == 1
    BriefFigure.objects.filter(pk=other.pk).update(decision=Decision.KEPT)
    with pytest.raises(BriefError, match=place_name("新桥街道")):
        services.submit_brief(actor=reporter, brief=found)
    page = browser(reporter, Role.REPORTER, UNIT).get(f"/intake/briefs/{found.pk}/").content.decode()
    assert page.count(f"/figures/{other.ordinal}/kept/") == 0


def test_a_county_speaks_for_its_townships(reviewer):
    reporter = person(Role.REPORTER, COUNTY)
    found = brief(
        reporter, "2019年一季度,娄桥街道财政总收入3.25亿元。\n\n2019年一季度,新桥街道财政总收入4亿元。", COUNTY
    )
    assert services.keep_complete(actor=reporter, brief=found) == 2
    services.submit_brief(actor=reporter, brief=found)
    assert len(services.accept_brief(actor=reviewer, brief=found)) == 2


def test_nobody_accepts_figures_of_units_outside_their_post(reporter):
    found = submitted(reporter, "2019年一季度,娄桥街道财政总收入3.25亿元。")
    with pytest.raises(BriefError, match=place_name("娄桥街道")):
        services.accept_brief(actor=person(Role.REVIEWER, NEIGHBOUR), brief=found)
    assert not Fact.objects.exists()


def submitted(reporter, text):
    found = brief(reporter, text)
    services.keep_complete(actor=reporter, brief=found)
    services.submit_brief(actor=reporter, brief=found)
    return found


def test_a_submitted_brief_stands_still_whatever_an_open_page_still_shows(reporter):
    found = brief(reporter, "2019年一季度,娄桥街道财政总收入3.25亿元。")
    services.keep_complete(actor=reporter, brief=found)
    stale, shown = figure(found, "3.25亿元"), BriefFigure.objects.get(brief=found, surface="3.25亿元")
    assert shown.brief.state == "draft"
    services.submit_brief(actor=reporter, brief=found)
    stale.brief.state, found.state = "draft", "draft"
    for late in (
        lambda: services.edit_figure(actor=reporter, figure=shown, edit=edit(shown)),
        lambda: services.decide_figure(actor=reporter, figure=stale, decision=Decision.DROPPED),
        lambda: services.keep_complete(actor=reporter, brief=found),
        lambda: services.submit_brief(actor=reporter, brief=found),
    ):
        with pytest.raises(BriefError, match="submitted"):
            late()
    assert BriefFigure.objects.get(pk=stale.pk).decision == Decision.KEPT


def test_two_figures_that_contradict_each_other_are_named_and_not_entered(reporter, reviewer):
    found = brief(reporter, "2019年一季度,娄桥街道财政总收入3.2亿元。\n\n2019年一季度,娄桥街道财政总收入3.5亿元。")
    BriefFigure.objects.filter(brief=found).update(decision=Decision.KEPT)
    with pytest.raises(BriefError, match=r"3\.2亿元.*3\.5亿元"):
        services.submit_brief(actor=reporter, brief=found)
    found.state, found.submitted_at = "submitted", found.created_at
    found.save()
    with pytest.raises(BriefError, match=r"3\.2亿元.*3\.5亿元"):
        services.accept_brief(actor=reviewer, brief=found, reason="更正")
    assert not Fact.objects.exists()


def test_a_figure_said_twice_is_entered_once(reporter, reviewer):
    found = brief(reporter, "2019年一季度,娄桥街道财政总收入3.2亿元。\n\n2019年1—3月,娄桥街道财政总收入32000万元。")
    BriefFigure.objects.filter(brief=found).update(decision=Decision.KEPT)
    services.submit_brief(actor=reporter, brief=found)
    (number,) = services.accept_brief(actor=reviewer, brief=found)
    assert set(found.figures.values_list("fact", flat=True)) == {number}
    assert Fact.objects.get().period == "2019Q1"


def test_a_figure_that_came_into_force_meanwhile_is_told_in_words(reporter, reviewer, monkeypatch):
    found = submitted(reporter, "2019年一季度,娄桥街道财政总收入3.25亿元。")
    past([("fiscal_revenue", UNIT, "2019Q1", "3.1")])
    monkeypatch.setattr("leitai.intake.services.brief_decisions._standing", lambda _kept: [])
    with pytest.raises(BriefError, match="meanwhile"):
        services.accept_brief(actor=reviewer, brief=found)


def test_a_new_brief_is_of_the_day_that_the_platform_shows(reporter):
    page = browser(reporter, Role.REPORTER, UNIT).get("/intake/briefs/new/").content.decode()
    assert f'value="{TODAY}"' in page
