"""Checks find what is wrong or odd, say it with the numbers, and leave alone what is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.formulas.functions import Shift
from leitai.intake.domain.checks.findings import Finding, Severity
from leitai.intake.domain.checks.plausible import implausible
from leitai.intake.domain.checks.rules import broken_rules, read
from leitai.intake.domain.checks.values import Measure, Quartiles, Sheet
from leitai.intake.domain.checks.whole import check, in_the_way, missing
from leitai.intake.domain.datasets import RuleSpec, packaged_datasets
from leitai.ledger.domain.catalogue import Periodicity, load_catalogue
from leitai.ledger.domain.periods import Period

CATALOGUE = {spec.code: spec for spec in load_catalogue()}
CODES = {spec.name: spec.code for spec in CATALOGUE.values()}
UNITS = {spec.name: spec.unit for spec in CATALOGUE.values()}
RULES = packaged_datasets(load_catalogue())[0].rules


def sheet(values, history=None, peers=None, period="2019Q2"):
    measures = tuple(
        Measure(code, CATALOGUE[code].name, CATALOGUE[code].unit, CATALOGUE[code].decimals) for code in values
    )
    numbers = {code: Decimal(value) for code, value in values.items()}
    past = {code: {at: Decimal(value) for at, value in rows.items()} for code, rows in (history or {}).items()}
    return Sheet(Periodicity.QUARTER, Period.parse(period), measures, numbers, past, peers or {})


def kinds(subject):
    return [one.kind for one in implausible(subject)]


def test_a_part_above_its_whole_is_an_error_that_shows_both_numbers():
    (found,) = broken_rules(RULES, sheet({"general_budget_revenue": "4.2", "fiscal_revenue": "3.9"}), CODES, UNITS)
    assert found.severity is Severity.ERROR
    assert found.indicators == ("general_budget_revenue", "fiscal_revenue")
    assert found.numbers["values"] == "一般公共预算收入 4.2 亿元；财政总收入 3.9 亿元"


def test_a_rule_in_different_units_converts_before_it_compares():
    assert not list(broken_rules(RULES, sheet({"industrial_tax": "9000", "tax_revenue": "1"}), CODES, UNITS))
    (found,) = broken_rules(RULES, sheet({"industrial_tax": "11000", "tax_revenue": "1"}), CODES, UNITS)
    assert found.indicators == ("industrial_tax", "tax_revenue")


def test_a_rule_whose_figures_are_not_all_there_says_nothing():
    assert not list(broken_rules(RULES, sheet({"general_budget_revenue": "4.2"}), CODES, UNITS))


def test_a_rule_may_read_the_year_before_the_period_before_and_the_year_so_far():
    subject = sheet({"fiscal_revenue": "4"}, {"fiscal_revenue": {"2018Q2": "3", "2019Q1": "2", "2018Q1": "1"}})
    assert read(subject, "fiscal_revenue", (Shift.LAST_YEAR,)) == 3
    assert read(subject, "fiscal_revenue", (Shift.PREVIOUS,)) == 2
    assert read(subject, "fiscal_revenue", (Shift.CUMULATIVE,)) == 6
    assert read(subject, "fiscal_revenue", (Shift.LAST_YEAR, Shift.CUMULATIVE)) == 4
    assert read(subject, "fiscal_revenue", (Shift.PREVIOUS, Shift.PREVIOUS)) is None
    rule = RuleSpec("x", "累计(财政总收入) >= 上年同期(财政总收入) * 3", Severity.QUESTION, "词", "words")
    (found,) = broken_rules([rule], subject, CODES, UNITS)
    assert "累计(财政总收入) 6 亿元" in found.numbers["values"]


@pytest.mark.parametrize("factor", ["1000", "10000", "0.001", "0.0001", "10", "100"])
def test_a_figure_in_another_unit_of_measure_is_warned_of(factor):
    value = Decimal("3.87") * Decimal(factor)
    subject = sheet({"fiscal_revenue": str(value)}, {"fiscal_revenue": {"2018Q2": "3.61"}})
    (found,) = implausible(subject)
    assert (found.kind, found.severity) == (Finding.SCALE, Severity.WARNING)
    assert found.numbers["before"] == "3.61"


def test_a_seasonal_figure_is_held_against_the_same_quarter_of_other_years():
    winter = {f"{year}Q1": "40" for year in range(2014, 2019)} | {f"{year}Q2": "10" for year in range(2014, 2019)}
    assert kinds(sheet({"trade_sales": "10.3"}, {"trade_sales": winter | {"2019Q1": "41"}})) == []


def test_growth_out_of_a_units_own_habit_is_asked_about():
    habit = {f"{year}Q2": str(round(10 * 1.05 ** (year - 2014), 2)) for year in range(2014, 2019)}
    assert kinds(sheet({"trade_sales": "12.9"}, {"trade_sales": habit})) == []
    (found,) = implausible(sheet({"trade_sales": "18.5"}, {"trade_sales": habit}))
    assert found.kind is Finding.SEASON
    assert found.numbers["usual"] == "+5.0 %"


def test_without_a_habit_only_large_jumps_are_asked_about():
    past = {"trade_sales": {"2018Q2": "10"}}
    assert kinds(sheet({"trade_sales": "14"}, past)) == []
    assert kinds(sheet({"trade_sales": "17"}, past)) == [Finding.JUMP]


def test_small_counts_may_jump():
    assert kinds(sheet({"high_tech_firms": "6"}, {"high_tech_firms": {"2018Q2": "2"}})) == []


def test_a_figure_copied_from_the_period_before_is_asked_about():
    assert kinds(sheet({"trade_sales": "10.37"}, {"trade_sales": {"2019Q1": "10.37"}})) == [Finding.UNCHANGED]
    assert kinds(sheet({"trade_sales": "10"}, {"trade_sales": {"2019Q1": "10"}})) == []


def test_one_figure_in_two_lines_is_asked_about():
    (found,) = implausible(sheet({"trade_sales": "10.37", "industrial_output": "10.37"}))
    assert (found.kind, found.indicators) == (Finding.TWINS, ("industrial_output", "trade_sales"))


def test_a_new_unit_far_from_its_peers_is_asked_about():
    peers = {"trade_sales": {"2019Q2": Quartiles(40, Decimal(3), Decimal(4), Decimal(5))}}
    assert kinds(sheet({"trade_sales": "9"}, peers=peers)) == []
    (found,) = implausible(sheet({"trade_sales": "90"}, peers=peers))
    assert (found.kind, found.numbers["median"], found.numbers["times"]) == (Finding.PEERS, "4", "22")


def test_a_large_unit_is_no_surprise_where_it_always_was_large():
    quartiles = Quartiles(40, Decimal(3), Decimal(4), Decimal(5))
    quarters = ("2018Q2", "2018Q3", "2018Q4", "2019Q1", "2019Q2")
    peers = {"trade_sales": dict.fromkeys(quarters, quartiles)}
    past = {"trade_sales": dict.fromkeys(quarters[:4], "90.3")}
    assert kinds(sheet({"trade_sales": "93.1"}, past, peers)) == []


@pytest.mark.parametrize(
    ("code", "value", "kind"),
    [
        ("trade_sales", "-1", Finding.NEGATIVE),
        ("high_tech_firms", "3.5", Finding.NOT_WHOLE),
        ("one_visit_rate", "101", Finding.OVER_HUNDRED),
    ],
)
def test_a_figure_that_cannot_be_is_named(code, value, kind):
    assert kind in kinds(sheet({code: value}))


def test_growth_may_be_negative():
    assert kinds(sheet({"fiscal_revenue_yoy": "-3.2"})) == []


def test_errors_stop_and_warnings_stop_until_somebody_comments():
    subject = sheet({"fiscal_revenue": "38700", "tax_revenue": "39000"}, {"fiscal_revenue": {"2018Q2": "3.61"}})
    found = check(subject, RULES, CODES, UNITS)
    assert [one.severity for one in in_the_way(found, {})] == [Severity.ERROR, Severity.WARNING]
    assert [one.kind for one in in_the_way(found, {"fiscal_revenue": "口径变更"})] == [Finding.RULE]


def test_a_gap_is_missing_unless_it_is_explained():
    measures = sheet({"fiscal_revenue": "1", "tax_revenue": "1"}).measures
    gaps = missing(measures, {"fiscal_revenue": Decimal(1)}, {})
    assert [gap.indicators for gap in gaps] == [("tax_revenue",)]
    assert missing(measures, {"fiscal_revenue": Decimal(1)}, {"tax_revenue": "无"}) == []


@given(st.decimals("0.01", "999999", places=2), st.dictionaries(
    st.sampled_from(["2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1", "2017Q2", "2016Q2"]),
    st.decimals("0", "999999", places=2),
))  # fmt: skip
def test_checks_never_fail_and_never_stop_what_only_looks_odd(value, past):
    found = list(implausible(sheet({"trade_sales": str(value)}, {"trade_sales": past})))
    assert all(one.severity is not Severity.ERROR for one in found)
    assert all("%(" not in text for one in found for text in one.numbers.values())
