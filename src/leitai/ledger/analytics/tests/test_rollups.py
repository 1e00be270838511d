"""Figures add up over divisions and over time exactly as the catalogue says, and tell how much stood behind them."""

from datetime import timedelta
from decimal import Decimal
from math import isnan

import pytest
from django.utils import timezone

from leitai.ledger.analytics import pivot
from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.pivot import Request, Table
from leitai.ledger.analytics.tests import small
from leitai.ledger.analytics.tests.small import CITY, COUNTY, MOVED, SECOND, STREET, TODAY, TOWN, enter, figure
from leitai.ledger.analytics.trees import Filter, Level, Tree
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.periods import Period
from leitai.ledger.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(db):
    small.build()


def table(indicators: str, periods: str, level: Level = Level.TOWNSHIP, **more) -> Table:
    given = tuple(Period.parse(text) for text in periods.split())
    return pivot.compute(Request(tuple(indicators.split()), given, level=level, **more), today=TODAY)


def cells(made: Table) -> dict[str, float]:
    """The first indicator in the first period: what is shown, by unit."""
    return {unit.code: value for unit, value in zip(made.units, made.shown[0, 0], strict=True) if not isnan(value)}


def coverage(made: Table, code: str) -> tuple[int, int]:
    at = [unit.code for unit in made.units].index(code)
    return int(made.cube.have[0, 0, at]), int(made.cube.of[0, 0, at])


def test_a_sum_over_a_county_tells_how_many_of_its_units_reported():
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1.1"), figure("fiscal_revenue", MOVED, "2019Q1", "5")])
    made = table("fiscal_revenue", "2019Q1", Level.COUNTY)
    assert cells(made) == {COUNTY: 1.1, SECOND: 5.0}
    assert (coverage(made, COUNTY), coverage(made, SECOND)) == ((1, 2), (1, 1))


def test_sums_are_those_of_decimals():
    enter([figure("fiscal_revenue", STREET, "2019Q1", "0.1"), figure("fiscal_revenue", TOWN, "2019Q1", "0.2")])
    assert cells(table("fiscal_revenue", "2019Q1", Level.COUNTY))[COUNTY] == 0.3


def test_the_city_adds_up_all_counties():
    enter([figure("fiscal_revenue", code, "2019Q1", "2") for code in (STREET, TOWN, MOVED)])
    made = table("fiscal_revenue", "2019Q1", Level.CITY)
    assert cells(made) == {CITY: 6.0}
    assert coverage(made, CITY) == (3, 3)


def test_a_mean_is_weighted_and_leaves_out_who_has_no_weight():
    enter([figure("fiscal_revenue_yoy", STREET, "2019Q1", "10"), figure("fiscal_revenue_yoy", TOWN, "2019Q1", "20")])
    enter([figure("fiscal_revenue", STREET, "2019Q1", "3"), figure("fiscal_revenue", TOWN, "2019Q1", "1")])
    assert cells(table("fiscal_revenue_yoy", "2019Q1", Level.COUNTY)) == {COUNTY: 12.5}
    enter([figure("fiscal_revenue_yoy", MOVED, "2019Q1", "7")])
    made = table("fiscal_revenue_yoy", "2019Q1", Level.COUNTY)
    assert SECOND not in cells(made)
    assert coverage(made, SECOND) == (0, 1)


def test_a_ratio_is_that_of_sums_and_counts_who_has_both_parts():
    enter([figure("industrial_tax", STREET, "2019Q1", "30"), figure("industrial_land", STREET, "2019Q1", "10")])
    enter([figure("industrial_tax", TOWN, "2019Q1", "10"), figure("industrial_land", TOWN, "2019Q1", "30")])
    assert cells(table("tax_per_mu", "2019Q1", Level.COUNTY)) == {COUNTY: 1.0}
    enter([figure("industrial_tax", MOVED, "2019Q1", "10")])
    made = table("tax_per_mu", "2019Q1", Level.CITY)
    assert cells(made) == {CITY: 1.0}
    assert coverage(made, CITY) == (2, 3)


def test_a_unit_that_reported_both_parts_of_a_ratio_has_the_ratio():
    enter([figure("industrial_tax", STREET, "2019Q1", "30"), figure("industrial_land", STREET, "2019Q1", "12")])
    made = table("tax_per_mu", "2019Q1")
    assert cells(made) == {STREET: 2.5}
    assert not made.cube.facts.any()


def test_what_does_not_add_up_is_never_rolled_up():
    code = _with_rule("none")
    enter([figure(code, STREET, "2019Q1", "3")])
    assert cells(table(code, "2019Q1")) == {STREET: 3.0}
    assert cells(table(code, "2019Q1", Level.COUNTY)) == {}


def test_what_a_county_reported_itself_stands_before_the_sum():
    number = enter([figure("fiscal_revenue", COUNTY, "2019Q1", "9")])[0]
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])
    made = table("fiscal_revenue", "2019Q1", Level.COUNTY)
    assert cells(made) == {COUNTY: 9.0}
    assert number in made.cube.facts
    assert coverage(made, COUNTY) == (1, 1)
    assert cells(table("fiscal_revenue", "2019Q1", Level.COUNTY, only=Filter(within=COUNTY))) == {COUNTY: 1.0}


def test_a_year_is_the_sum_of_its_quarters_and_tells_which_are_missing():
    enter([figure("fiscal_revenue", STREET, f"2019Q{quarter}", str(quarter)) for quarter in (1, 2, 4)])
    made = table("fiscal_revenue", "2019")
    assert cells(made) == {STREET: 7.0}
    assert coverage(made, STREET) == (3, 4)


def test_a_figure_of_the_period_itself_stands_before_the_sum_of_its_parts():
    enter([figure("fiscal_revenue", STREET, f"2019Q{quarter}", "1") for quarter in (1, 2, 3, 4)])
    year = enter([figure("fiscal_revenue", STREET, "2019", "4.1")])[0]
    made = table("fiscal_revenue", "2019")
    assert cells(made) == {STREET: 4.1}
    assert year in made.cube.facts


def test_a_stock_is_that_of_the_last_quarter_and_leads_to_its_fact():
    code = _with_rule("sum", "last")
    numbers = enter([figure(code, STREET, "2019Q1", "10"), figure(code, STREET, "2019Q2", "12")])
    made = table(code, "2019H1")
    assert cells(made) == {STREET: 12.0}
    assert made.cube.facts.max() == numbers[1]


def test_a_mean_over_time_is_that_of_what_is_there():
    enter([figure("fiscal_revenue_yoy", STREET, "2019Q1", "10"), figure("fiscal_revenue_yoy", STREET, "2019Q2", "5")])
    assert cells(table("fiscal_revenue_yoy", "2019H1")) == {STREET: 7.5}


def test_a_unit_stands_under_the_tree_of_the_period_or_of_today_and_the_two_are_told_apart():
    enter([figure("fiscal_revenue", code, "2018Q4", "1") for code in (STREET, TOWN, MOVED)])
    then = table("fiscal_revenue", "2018Q4", Level.COUNTY, tree=Tree.THEN)
    today = table("fiscal_revenue", "2018Q4", Level.COUNTY, tree=Tree.TODAY)
    assert cells(then) == {COUNTY: 3.0}
    assert cells(today) == {COUNTY: 2.0, SECOND: 1.0}


def test_a_group_adds_up_its_members():
    enter([figure("fiscal_revenue", code, "2019Q1", "1") for code in (STREET, TOWN, MOVED)])
    assert cells(table("fiscal_revenue", "2019Q1", Level.GROUP)) == {"towns": 2.0}
    assert cells(table("fiscal_revenue", "2019Q1", only=Filter(group="towns"))) == {TOWN: 1.0, MOVED: 1.0}


def test_a_generated_figure_marks_whatever_it_goes_into():
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1"), figure("fiscal_revenue", MOVED, "2019Q1", "1")])
    enter([figure("fiscal_revenue", TOWN, "2019Q1", "1")], EvidenceKind.GENERATED)
    made = table("fiscal_revenue", "2019Q1", Level.COUNTY)
    marks = dict(zip([unit.code for unit in made.units], made.cube.generated[0, 0], strict=True))
    assert marks == {COUNTY: True, SECOND: False}


def test_what_was_known_then_is_reckoned_from_what_stood_then():
    first = enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])[0]
    before = timezone.now()
    enter([figure("fiscal_revenue", STREET, "2019Q1", "2", supersedes=first)])
    assert cells(table("fiscal_revenue", "2019Q1")) == {STREET: 2.0}
    assert cells(table("fiscal_revenue", "2019Q1", as_of=before)) == {STREET: 1.0}
    assert cells(table("fiscal_revenue", "2019Q1", as_of=before - timedelta(hours=1))) == {}


def test_targets_are_no_figures_of_what_happened():
    enter([figure("fiscal_revenue", STREET, "2019Q1", "8", target=True)])
    assert cells(table("fiscal_revenue", "2019Q1")) == {}


def test_change_is_in_per_cent_of_before_and_in_points_of_a_percentage():
    enter([figure("fiscal_revenue", STREET, "2018Q1", "2"), figure("fiscal_revenue", STREET, "2019Q1", "3")])
    enter([figure("fiscal_revenue_yoy", STREET, "2018Q4", "8"), figure("fiscal_revenue_yoy", STREET, "2019Q1", "5")])
    assert cells(table("fiscal_revenue", "2019Q1", show=Show.YEAR_ON_YEAR)) == {STREET: 50.0}
    assert cells(table("fiscal_revenue_yoy", "2019Q1", show=Show.PERIOD_ON_PERIOD)) == {STREET: -3.0}
    assert cells(table("fiscal_revenue", "2018Q1", show=Show.YEAR_ON_YEAR)) == {}


def test_a_share_is_of_the_county_that_the_unit_stands_in():
    enter(
        [figure("fiscal_revenue", code, "2019Q1", value) for code, value in ((STREET, "1"), (TOWN, "3"), (MOVED, "5"))]
    )
    made = table("fiscal_revenue", "2019Q1", show=Show.SHARE)
    assert cells(made) == {STREET: 25.0, TOWN: 75.0, MOVED: 100.0}


def test_the_best_is_first_and_equals_share_a_place():
    enter(
        [figure("fiscal_revenue", code, "2019Q1", value) for code, value in ((STREET, "1"), (TOWN, "3"), (MOVED, "3"))]
    )
    assert cells(table("fiscal_revenue", "2019Q1", show=Show.RANK)) == {TOWN: 1.0, MOVED: 1.0, STREET: 3.0}


def test_a_fact_is_in_the_next_pivot():
    assert cells(table("fiscal_revenue", "2019Q1")) == {}
    enter([figure("fiscal_revenue", STREET, "2019Q1", str(Decimal("6.19")))])
    assert cells(table("fiscal_revenue", "2019Q1")) == {STREET: 6.19}


def _with_rule(over_divisions: str, over_time: str = "last") -> str:
    found = Indicator.objects.filter(rollup_divisions=over_divisions, rollup_time=over_time).first()
    assert found is not None
    return found.code
