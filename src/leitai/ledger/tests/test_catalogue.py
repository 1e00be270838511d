"""The catalogue of indicators reads whole, and every mistake in it is named."""

import pytest

from leitai.ledger.domain.catalogue import (
    CatalogueError,
    Dimension,
    DivisionRollup,
    IndicatorSpec,
    Source,
    load_catalogue,
    parse_catalogue,
)

ENTRY = """
[[indicator]]
code = "{code}"
name = "{name}"
name_en = "Something"
definition = "某事。"
definition_en = "Something."
dimension = "quality"
unit = "亿元"
decimals = 2
direction = "higher"
periodicity = "quarter"
rollup_divisions = "sum"
rollup_time = "sum"
source = "reported"
owner = "市财政局"
aliases = ["{alias}"]
valid_from = 2018-01-01
"""


def entry(code: str = "something", name: str = "某事", alias: str = "某件事") -> str:
    return ENTRY.format(code=code, name=name, alias=alias)


def complaints(text: str) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(text)
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture(scope="module")
def shipped() -> dict[str, IndicatorSpec]:
    return {spec.code: spec for spec in load_catalogue()}


def test_the_shipped_catalogue_has_at_least_ten_indicators_in_each_of_the_six_comparisons(
    shipped: dict[str, IndicatorSpec],
) -> None:
    for dimension in Dimension:
        assert sum(spec.dimension is dimension for spec in shipped.values()) >= 10


def test_every_growth_is_a_percentage_of_a_level(shipped: dict[str, IndicatorSpec]) -> None:
    growths = [spec for spec in shipped.values() if spec.code.endswith("_yoy")]
    assert growths
    for spec in growths:
        assert (spec.unit, spec.growth_of) == ("%", spec.code.removesuffix("_yoy"))


def test_every_rank_counts_places_and_is_never_rolled_up(shipped: dict[str, IndicatorSpec]) -> None:
    for spec in shipped.values():
        if spec.unit == "位":
            assert (spec.rollup_divisions, spec.decimals) == (DivisionRollup.NONE, 0)


def test_a_formula_reads_exactly_the_parts_of_its_ratio(shipped: dict[str, IndicatorSpec]) -> None:
    for spec in shipped.values():
        if spec.source is Source.FORMULA:
            parts = (spec.numerator, spec.denominator)
            assert spec.names_used == tuple(shipped[part].name for part in parts if part)


def test_no_phrase_means_two_indicators(shipped: dict[str, IndicatorSpec]) -> None:
    phrases = [phrase for spec in shipped.values() for phrase in spec.phrases]
    assert len(phrases) == len(set(phrases))


def test_every_indicator_has_a_phrase_besides_its_name(shipped: dict[str, IndicatorSpec]) -> None:
    assert [spec.code for spec in shipped.values() if not spec.aliases] == []


def test_a_document_that_is_not_toml_says_where() -> None:
    (complaint,) = complaints("[[indicator]\n")
    assert "line 1" in complaint


def test_a_document_without_indicators_is_refused() -> None:
    assert complaints("title = 'x'") == ["document: no [[indicator]] tables; write at least one"]


def test_every_fault_of_a_document_is_reported_at_once() -> None:
    faulty = entry().replace('"higher"', '"up"').replace("decimals = 2", "decimals = -1").replace('unit = "亿元"', "")
    found = complaints(faulty)
    assert len(found) == 3
    assert all(complaint.startswith("something: ") for complaint in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('direction = "higher"', 'direction = "up"', "unknown direction “up”; use one of higher, lower, target"),
        ('direction = "higher"', 'direction = "target"', "direction and target disagree"),
        ('rollup_divisions = "sum"', 'rollup_divisions = "ratio"', "ratio and its parts disagree"),
        ('rollup_divisions = "sum"', 'rollup_divisions = "sum"\nweight = "x"', "a weight without a mean"),
        ('source = "reported"', 'source = "formula"', "source and formula disagree"),
        (
            'source = "reported"',
            'source = "formula"\nformula = "别事 * 2"',
            "something: formula, column 1–2: there is no indicator “别事”; ",
        ),
        (
            'source = "reported"',
            'source = "formula"\nformula = "(1 + 2"',
            "something: formula, column 1: this parenthesis is not closed; add ) where it should end",
        ),
        (
            'source = "reported"',
            'source = "formula"\nformula = "1 > 2"',
            "something: formula, column 1–5: the result must be a number, this is true or false",
        ),
        ('source = "reported"', 'source = "formula"\nformula = "某事 + 1"', "formulas: 某事 → 某事; let one of these"),
        (
            'source = "reported"',
            'source = "formula"\nformula = "某事 / 某事"',
            "something: the formula gives 1, the unit is 亿元; convert with a number",
        ),
        ('name = "某事"', 'name = "或"', "name “或” cannot stand in a formula"),
        ('owner = "市财政局"', 'owner = "市财政局"\ncolour = "red"', "unknown key “colour”"),
        (
            'owner = "市财政局"',
            'owner = "市财政局"\ngrowth_of = "nothing"',
            "growth_of “nothing” is no other indicator",
        ),
        ("valid_from = 2018-01-01", "", "no valid_from"),
        ("valid_from = 2018-01-01", 'valid_from = "2018"', "valid_from is '2018'"),
        (
            "valid_from = 2018-01-01",
            "valid_from = 2018-01-01\nvalid_to = 2017-01-01",
            "valid_to is not after valid_from",
        ),
        ('aliases = ["某件事"]', 'aliases = "某件事"', "aliases is '某件事'"),
        ('aliases = ["某件事"]', 'aliases = ["某件事 "]', "without outer spaces"),
        ('aliases = ["某件事"]', 'aliases = ["某事"]', "phrases stand twice: 某事"),
        ('unit = "亿元"', "unit = 3", "unit is 3"),
        ("decimals = 2", 'decimals = 2\nscale = "hundred"', "scale “hundred” is not a number"),
    ],
)
def test_a_mistake_in_one_entry_is_named_with_how_to_mend_it(old: str, new: str, words: str) -> None:
    assert words in "\n".join(complaints(entry().replace(old, new)))


def test_a_code_that_stands_twice_is_refused() -> None:
    found = complaints(entry() + entry(name="另事", alias="另件事"))
    assert "something: the code stands 2 times; give each indicator its own code" in found


def test_a_phrase_of_two_indicators_is_refused() -> None:
    found = complaints(entry() + entry(code="other", name="另事"))
    assert found == ["other: “某件事” already means something; keep the phrase in one entry"]


@pytest.mark.parametrize("code", ["Something", "some thing", "2018_x", "x__y"])
def test_a_code_is_snake_case(code: str) -> None:
    assert "is not snake_case" in complaints(entry(code=code))[0]


@pytest.mark.parametrize("name", ["R&D经费", "2018年收入", "亩均 税收"])
def test_a_name_must_be_fit_to_stand_in_a_formula(name: str) -> None:
    assert "cannot stand in a formula" in complaints(entry(name=name))[0]


def test_an_indicator_keeps_the_order_and_the_values_of_its_document() -> None:
    first, second = parse_catalogue(entry() + entry(code="other", name="另事", alias="另件事"))
    assert (first.code, second.code) == ("something", "other")
    assert second.phrases == ("另事", "另件事")
