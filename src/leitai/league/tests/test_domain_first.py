"""A scheme is read from TOML and computed on a panel."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leitai.league.domain import Panel, PanelError, SchemeError, compute, parse_scheme, rank_rows

EXAMPLE = (Path(__file__).parent / "data" / "example.toml").read_text("utf-8")
CODES = ("days", "growth", "humidity", "pm25", "population", "revenue")


def example_panel(n: int = 12, seed: int = 5) -> Panel:
    rng = np.random.default_rng(seed)
    values = rng.uniform(1, 90, (n, len(CODES)))
    values[0, 1] = np.nan
    units = tuple(f"u{number:02}" for number in range(n))
    groups = {
        "kind": tuple("ab"[number % 2] for number in range(n)),
        "county": tuple("xyz"[number % 3] for number in range(n)),
    }
    return Panel(units, CODES, values, groups)


def shuffled(panel: Panel, seed: int = 1) -> Panel:
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(panel.units)), rng.permutation(len(panel.indicators))
    return Panel(
        tuple(panel.units[row] for row in rows),
        tuple(panel.indicators[column] for column in columns),
        panel.values[np.ix_(rows, columns)],
        {name: tuple(labels[row] for row in rows) for name, labels in panel.groups.items()},
    )


def test_the_example_is_read_to_its_full_depth() -> None:
    scheme = parse_scheme(EXAMPLE)
    assert scheme.indicators == ("revenue", "growth", "pm25", "humidity", "days")
    assert scheme.columns[-1] == "population"
    assert sum(weight for _, _, weight in scheme.effective_weights()) == pytest.approx(1)


def test_every_fault_of_a_scheme_is_told_with_its_place() -> None:
    text = EXAMPLE.replace('direction = "lower" }]', 'direction = "down" }]').replace("weight = 60", "weight = -1")
    with pytest.raises(SchemeError) as caught:
        parse_scheme(text + "\nodd = 1\n")
    places = [fault.where for fault in caught.value.faults]
    assert places == ["dimension[1].weight", "dimension[2].dimension[1].odd", "dimension[2].indicators[1].direction"]


def test_the_order_of_units_and_indicators_changes_no_byte() -> None:
    scheme, panel = parse_scheme(EXAMPLE), example_panel()
    there, here = compute(scheme, panel), compute(scheme, shuffled(panel))
    assert there.to_bytes() == here.to_bytes()
    assert there.manifest == here.manifest
    assert here.total[here.row("u03")] == there.total[3]


def test_contributions_add_up_to_the_total() -> None:
    result = compute(parse_scheme(EXAMPLE), example_panel())
    np.testing.assert_allclose(np.nansum(result.contributions, axis=1), result.total, rtol=1e-12)


def test_a_missing_figure_is_filled_and_named() -> None:
    result = compute(parse_scheme(EXAMPLE), example_panel())
    assert result.imputed.sum() == 1
    assert result.coverage[0] == pytest.approx(1 - 0.6 * 0.4)
    assert [str(note) for note in result.notes] == ["growth: 1 missing figures were filled in"]


def test_too_few_figures_give_no_score_and_no_rank() -> None:
    scheme = replace(
        parse_scheme(EXAMPLE), missing=replace(parse_scheme(EXAMPLE).missing, imputation=None, coverage=0.9)
    )
    result = compute(scheme, example_panel())
    assert np.isnan(result.total[0])
    assert result.ranks[0, 0] == 0
    assert ("unscored", "u00") in [(note.kind, note.subject) for note in result.notes]


def test_a_constant_column_is_neutral_and_named() -> None:
    panel = example_panel()
    panel.values[:, CODES.index("days")] = 7
    result = compute(parse_scheme(EXAMPLE), panel)
    assert set(result.normalised[:, result.indicators.index("days")]) == {50.5}
    assert ("constant-column", "days") in [(note.kind, note.subject) for note in result.notes]


def test_ranks_within_groups_begin_at_one_in_each() -> None:
    result = compute(parse_scheme(EXAMPLE), example_panel())
    assert sorted(result.group_ranks["county"]) == sorted([1, 2, 3, 4] * 3)


def test_a_panel_without_a_column_is_refused() -> None:
    panel = example_panel()
    with pytest.raises(PanelError, match="population"):
        compute(
            parse_scheme(EXAMPLE),
            Panel(panel.units, CODES[:4] + CODES[5:], np.delete(panel.values, 4, 1), panel.groups),
        )


@pytest.mark.parametrize(
    ("convention", "expected"),
    [("min", [2, 1, 2, 4]), ("dense", [2, 1, 2, 3]), ("max", [3, 1, 3, 4]), ("average", [2.5, 1, 2.5, 4])],
)
def test_ties_follow_the_declared_convention(convention: str, expected: list[float]) -> None:
    assert rank_rows(np.array([[3.0, 5.0, 3.0, 1.0]]), convention=convention).tolist() == [expected]


def test_a_chain_of_small_steps_does_not_tie_its_ends() -> None:
    assert rank_rows(np.array([[3.0, 2.9, 2.8]]), tolerance=0.1001).tolist() == [[1, 1, 3]]
