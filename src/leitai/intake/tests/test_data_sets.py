"""Data sets read whole, every fault is named, and what was loaded does not change."""

from dataclasses import replace
from datetime import date

import pytest

from leitai.intake.domain.checks.findings import Finding
from leitai.intake.domain.datasets import (
    DataSetError,
    ended_periods,
    is_period_of,
    packaged_datasets,
    parse_datasets,
    period_before,
    spec_of,
    table_of,
)
from leitai.intake.loading import load
from leitai.intake.models import DataSetVersion
from leitai.intake.queries import datasets as queries
from leitai.intake.queries.entry import entry_of
from leitai.intake.services import datasets as services
from leitai.intake.tests.factories import QUARTER, SYSTEM, TODAY, UNIT, county, form, past
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import Periodicity, load_catalogue
from leitai.ledger.domain.periods import Period

ENTRY = """
[[dataset]]
code = "some_report"
name = "某报表"
name_en = "Some report"
valid_from = 2019-01-01
periodicity = "quarter"
group = "arena-185"
due_working_days = 8
indicators = ["fiscal_revenue", "tax_revenue"]

[[dataset.rules]]
code = "part"
formula = "税收收入 <= 财政总收入"
severity = "error"
words = "部分不大于整体"
words_en = "a part is no more than the whole"
"""


def faults(old: str, new: str) -> str:
    with pytest.raises(DataSetError) as caught:
        parse_datasets(ENTRY.replace(old, new), load_catalogue())
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('periodicity = "quarter"', 'periodicity = "week"', "periodicity is 'week'; use one of"),
        ("due_working_days = 8", "due_working_days = 0", "due_working_days is 0"),
        ('"tax_revenue"]', '"no_such"]', "there is no indicator “no_such”"),
        ('"tax_revenue"]', '"fiscal_revenue"]', "stands twice"),
        ("税收收入 <=", "税收收人 <=", "column 1"),
        ("税收收入 <= 财政总收入", "税收收入 + 财政总收入", "must be true or false"),
        ('severity = "error"', 'severity = "bad"', "severity is 'bad'"),
        ('words = "部分不大于整体"', "", "no words"),
        ('group = "arena-185"', "", "no group"),
        ("valid_from = 2019-01-01", "", "no valid_from"),
        ('code = "some_report"', 'code = "Some"', "not snake_case"),
        ("due_working_days = 8", 'due_working_days = 8\nreview = ["city", "county"]', "review is none"),
        ("due_working_days = 8", "due_working_days = 8\ncolour = 1", "unknown key “colour”"),
    ],
)
def test_a_fault_is_named_with_how_to_mend_it(old, new, words):
    assert words in faults(old, new)


def test_the_packaged_data_sets_read_and_are_stored_without_loss():
    specs = packaged_datasets(load_catalogue())
    assert {spec.periodicity for spec in specs} == {Periodicity.QUARTER, Periodicity.MONTH}
    assert all(spec_of(table_of(spec)) == spec for spec in specs)


def test_the_packaged_data_sets_are_owed_at_the_length_of_their_indicators():
    lengths = {spec.code: spec.periodicity for spec in load_catalogue()}
    for dataset in packaged_datasets(load_catalogue()):
        assert {lengths[code] for code in dataset.indicators} == {dataset.periodicity}


def test_only_periods_that_have_ended_are_owed():
    months = list(ended_periods(Periodicity.MONTH, date(2019, 1, 1), date(2019, 3, 31)))
    assert [month.text for month in months] == ["2019-01", "2019-02"]


def test_a_yearly_report_is_owed_long_after_its_year():
    yearly = replace(packaged_datasets(load_catalogue())[0], periodicity=Periodicity.YEAR)
    day = date(2020, 6, 1)
    assert [period.text for period in yearly.periods(day - queries.REACH, day)] == ["2019"]
    assert yearly.periods(date(2018, 1, 1), date(2019, 6, 1)) == []


@pytest.mark.parametrize(
    ("periodicity", "text"),
    [
        (Periodicity.MONTH, "2019-13"),
        (Periodicity.QUARTER, "2019Q5"),
        (Periodicity.YEAR, "19"),
        (Periodicity.ONCE, "2019"),
        (Periodicity.MONTH, "../etc"),
        (Periodicity.QUARTER, "٢٠١٩Q1"),
    ],
)
def test_what_is_no_period_is_none(periodicity, text):
    assert not is_period_of(periodicity, text)


@pytest.mark.parametrize(
    ("periodicity", "text", "before"),
    [
        (Periodicity.MONTH, "2019-01", "2018-12"),
        (Periodicity.HALF, "2019H2", "2019H1"),
        (Periodicity.YEAR, "2019", "2018"),
    ],
)
def test_the_period_before(periodicity, text, before):
    assert period_before(periodicity, Period.parse(text)).text == before


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_other_terms_need_a_later_day():
    county()
    spec = packaged_datasets(load_catalogue())[0]
    assert services.load_datasets(actor=SYSTEM, specs=[spec]) == 0
    with pytest.raises(services.DataSetChanged, match="later valid_from"):
        services.load_datasets(actor=SYSTEM, specs=[replace(spec, due_working_days=5)])
    later = replace(spec, due_working_days=5, valid_from=date(2019, 7, 1))
    assert services.load_datasets(actor=SYSTEM, specs=[later]) == 1
    found = [(row.spec.due_working_days, row.until) for row in queries.terms() if row.dataset.code == spec.code]
    assert found == [(8, date(2019, 7, 1)), (5, None)]
    assert DataSetVersion.objects.filter(dataset__code=spec.code).count() == 2


@pytest.mark.django_db
def test_a_period_stands_under_the_terms_of_its_first_day():
    county()
    spec = packaged_datasets(load_catalogue())[0]
    services.load_datasets(actor=SYSTEM, specs=[replace(spec, due_working_days=5, valid_from=date(2019, 7, 1))])
    before, after = queries.terms_of(spec.code, "2019Q2"), queries.terms_of(spec.code, "2019Q3")
    assert before[0].spec.due_working_days == 8
    assert after[0].spec.due_working_days == 5
    assert queries.terms_of(spec.code, "2018Q4") is None


@pytest.mark.django_db
def test_a_rule_goes_on_meaning_what_it_meant_when_the_catalogue_renames_its_indicators(settings):
    settings.DEMO_DAY = date(2019, 7, 9)
    county()
    rename({"fiscal_revenue": "财政收入合计", "rd_spending": "财政总收入"})
    past([("fiscal_revenue", UNIT, "2019Q2", "5"), ("tax_revenue", UNIT, "2019Q2", "7")])
    found = [one for one in entry_of(form(QUARTER, "2019Q2"), date(2019, 7, 9)).findings() if one.kind is Finding.RULE]
    assert [one.indicators for one in found] == [("tax_revenue", "fiscal_revenue")]


@pytest.mark.django_db
def test_a_rule_that_can_no_longer_be_read_is_left_out_and_the_form_stands():
    county()
    for version in DataSetVersion.objects.all():
        version.definition["names"] = {}
        version.save()
    past([("fiscal_revenue", UNIT, "2019Q2", "5"), ("tax_revenue", UNIT, "2019Q2", "7")])
    assert not [one for one in entry_of(form(QUARTER, "2019Q2"), TODAY).findings() if one.kind is Finding.RULE]


@pytest.mark.django_db
def test_names_are_kept_beside_data_sets_that_were_stored_without():
    county()
    kept = DataSetVersion.objects.get(dataset__code=QUARTER)
    names = kept.definition.pop("names")
    kept.save()
    assert services.keep_names() == 1
    assert services.keep_names() == 0
    assert DataSetVersion.objects.get(pk=kept.pk).definition["names"] == names
    assert names["财政总收入"] == "fiscal_revenue"


def rename(names):
    """Let the catalogue call indicators otherwise."""
    specs = [replace(spec, name=names.get(spec.code, spec.name)) for spec in load_catalogue()]
    ledger.load_catalogue(actor=SYSTEM, specs=specs)


@pytest.mark.django_db
def test_a_document_may_be_loaded_by_whoever_runs_the_platform():
    county()
    assert load(ENTRY) == 1
    assert load(ENTRY) == 0
    with pytest.raises(DataSetError, match="use one of arena-185"):
        load(ENTRY.replace("arena-185", "nobody"))
