"""What is drawn is what was given: native charts, editable workbooks behind them, tables that agree."""

from typing import Any

import pytest

from leitai.meetings.domain import DeckContent
from leitai.meetings.tests import contents, decks, variants

FULL = contents.louqiao()


@pytest.fixture(scope="module")
def slides() -> list[Any]:
    return decks.opened(FULL)


def drawn(slide: Any, chart: int = 0) -> list[tuple[float | None, ...]]:
    return [tuple(series.values) for series in decks.charts(slide)[chart].plots[0].series]


def test_the_radar_holds_the_scores_and_the_peers(slides: list[Any]) -> None:
    scores, peers = drawn(slides[1])
    assert scores == tuple(row.score for row in FULL.six)
    assert peers == tuple(row.peer_median for row in FULL.six)


def test_the_bars_of_the_neighbours_begin_at_zero(slides: list[Any]) -> None:
    assert FULL.standing is not None
    assert drawn(slides[2]) == [tuple(row.score for row in FULL.standing.neighbours)]
    assert decks.charts(slides[2])[0].value_axis.minimum_scale == 0


def test_the_trend_puts_the_first_rank_at_the_top(slides: list[Any]) -> None:
    assert drawn(slides[3]) == [tuple(point.rank for point in FULL.trend.editions)]
    assert drawn(slides[3], 1) == [tuple(point.score for point in FULL.trend.editions)]
    ranks, scores = decks.charts(slides[3])
    assert ranks.value_axis.reverse_order
    assert not scores.value_axis.reverse_order


def test_each_indicator_has_its_own_columns(slides: list[Any]) -> None:
    wanted = [[tuple(point.value for point in each.points)] for each in FULL.trend.series]
    assert [drawn(slides[4], place) for place in range(4)] == wanted


def test_projects_and_gaps_are_drawn_as_given(slides: list[Any]) -> None:
    planned, done = drawn(slides[6])
    assert planned == tuple(row.planned for row in FULL.projects)
    assert done == tuple(row.done for row in FULL.projects)
    assert drawn(slides[7]) == [(50.0, 38.3, 33.9, 20.0)]


@pytest.mark.parametrize("content", [FULL, variants.hostile(), variants.long(), variants.gappy()])
def test_the_workbook_behind_a_chart_says_the_same_and_holds_no_formula(content: DeckContent) -> None:
    charts = [chart for slide in decks.opened(content) for chart in decks.charts(slide)]
    assert charts
    for chart in charts:
        rows = list(decks.workbook(chart).active.iter_rows())
        values = [tuple(row[place + 1].value for row in rows[1:]) for place in range(len(chart.plots[0].series))]
        assert values == [tuple(series.values) for series in chart.plots[0].series]
        assert not [cell for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_every_figure_of_a_highlight_stands_on_its_card(slides: list[Any]) -> None:
    said = "".join(decks.texts(slides[5]))
    assert all(figure.value in said for each in FULL.highlights for figure in each.figures)


def test_tables_show_the_own_figure_and_the_best_of_the_peers(slides: list[Any]) -> None:
    said = list(decks.texts(slides[7]))
    for gap in FULL.gaps:
        assert f"{gap.own.value} ※" in said
        assert any(gap.best.value in text and gap.best_peer in text for text in said)


def test_charts_say_in_words_what_they_show(slides: list[Any]) -> None:
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in frames)
