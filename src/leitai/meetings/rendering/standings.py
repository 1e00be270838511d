"""Slides of the league: the six comparisons, the standing among peers, the trend."""

import math
from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide

from leitai.meetings.domain.deck import DimensionStanding, EditionPoint
from leitai.meetings.domain.slides import SixSlide, StandingSlide, TrendSlide
from leitai.meetings.domain.text import ems, finite, fit, number
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering import charts
from leitai.meetings.rendering.charts import Plot
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.page import Pages, add_page
from leitai.meetings.rendering.tables import Cell, Column, Grid, Sizes, table
from leitai.meetings.rendering.text import MARK, Line, Run, caption, line, marked, panel
from leitai.meetings.rendering.workbooks import Values


def draw_six(pages: Pages, told: SixSlide) -> None:
    """A radar against the peers' median, and the table of scores and ranks."""
    slide, words = add_page(pages, told.heading), pages.words
    left, right = BODY.columns(0.36, 0.64)
    rows = told.dimensions
    names, size = charts.category_names([row.name for row in rows], 100)
    plot = Plot(
        categories=names,
        series=(
            Values(words.own, tuple(row.score for row in rows)),
            Values(words.peer_median, tuple(row.peer_median for row in rows)),
        ),
        alternative=_said(rows, words),
        lowest=0,
        highest=_ceiling([value for row in rows for value in (row.score, row.peer_median)]),
        size=size,
    )
    charts.radar(slide, left, plot, words)
    heads = (words.dimension, words.score, words.peer_median, words.rank, words.group_rank)
    columns = (
        Column(heads[0], 1.1 if max(ems(row.name) for row in rows) <= 5 else 1.7, figures=False),
        *(Column(head, share) for head, share in zip(heads[1:], (1.1, 1.0, 1.35, 1.1), strict=True)),
    )
    sizes = Sizes(text=18, smallest=14, head=14, row=min(54, 320 / len(rows)), head_row=36)
    grid = Grid(columns, tuple(_row(row) for row in rows), plot.alternative, sizes)
    table(slide, right.below(12), grid, words)


def _ceiling(scores: Sequence[float | None]) -> float:
    """The next full twenty above all scores, so that the shapes fill the radar; its centre is always zero."""
    top = max((value for value in map(finite, scores) if value is not None), default=100)
    return min(100, max(20, math.ceil(top / 20) * 20))


def _row(row: DimensionStanding) -> tuple[Cell, ...]:
    mark = f" {MARK}" if row.generated and row.score is not None else ""
    return (
        Cell(row.name),
        Cell(number(row.score) + mark, strong=True),
        Cell(number(row.peer_median)),
        Cell(_rank(row.rank, row.of)),
        Cell(_rank(row.group_rank, row.group_of)),
    )


def _rank(rank: int | None, of: int | None) -> str:
    if rank is None:
        return "—"
    return f"{rank} / {of}" if of else str(rank)


def _said(rows: tuple[DimensionStanding, ...], words: Wording) -> str:
    return words.comma.join(f"{row.name} {number(row.score)}" for row in rows)


def draw_standing(pages: Pages, told: StandingSlide) -> None:
    """Three places at the left, the neighbours' bars at the right."""
    slide, words, own = add_page(pages, told.heading), pages.words, told.standing
    if not own.neighbours:
        _places(slide, BODY.head(170), told, words, across=True)
        return
    left, right = BODY.columns(0.34, 0.66)
    _places(slide, left, told, words, across=False)
    rows = own.neighbours
    caption(slide, right, words.neighbours + (f" {MARK}" if own.generated else ""), words)
    names, size = charts.category_names([f"{row.rank}  {row.name}" for row in rows], right.width * 0.4)
    plot = Plot(
        categories=names,
        size=size,
        series=(Values(words.score_chart, tuple(row.score for row in rows)),),
        alternative=words.comma.join(f"{row.rank} {row.name} {number(row.score)}" for row in rows),
        lowest=0,  # a cut axis would show more of a difference than there is
    )
    mine = next((place for place, row in enumerate(rows) if row.own), None)
    charts.ranking(slide, right.below(28), plot, words, mine)


def _places(slide: Slide, box: Box, standing: StandingSlide, words: Wording, *, across: bool) -> None:
    own = standing.standing
    interval = own.interval
    detail = (
        "" if interval is None else words.interval.format(level=interval.level, low=interval.low, high=interval.high)
    )
    told: list[tuple[str, int, int | None, str]] = [(words.city_rank, own.rank, own.of, detail)]
    if own.group_rank is not None:
        told.append((words.in_group.format(group=own.group_name), own.group_rank, own.group_of, ""))
    if own.county_rank is not None:
        told.append((words.county_rank.format(county=standing.county_name), own.county_rank, own.county_of, ""))
    cut = box.columns(*(1 for _ in told)) if across else box.rows(max(3, len(told)))
    for place, (label, rank, of, more) in zip(cut, told, strict=False):
        _place(slide, place, (label, _rank(rank, of) + (f" {MARK}" if own.generated else ""), more), words)


def _place(slide: Slide, box: Box, told: tuple[str, str, str], words: Wording) -> None:
    label, rank, more = told
    first, _, rest = rank.partition(" / ")
    big = Line((Run(first, 44, Ink.ACCENT, bold=True), Run(f" / {rest}" if rest else "", 20, Ink.MUTED)))
    name = fit(label, width=box.width - 32, lines=1, sizes=(18, 17, 16))
    lines = [line(name.text, name.size, Ink.MUTED, bold=True), big]
    if more:
        lines.append(line(more, 16, Ink.TEXT))
    panel(slide, box, lines, words, MSO_ANCHOR.MIDDLE)


def draw_trend(pages: Pages, told: TrendSlide) -> None:
    """Rank over the editions, the best at the top, and the score beneath."""
    slide, words, points = add_page(pages, told.heading), pages.words, told.editions
    left, right = BODY.columns(1, 1, gap=36)
    ranks = tuple(None if point.rank is None else float(point.rank) for point in points)
    scores = tuple(point.score for point in points)
    for box, title, series in ((left, words.rank_chart, ranks), (right, words.score_chart, scores)):
        said, labels = marked(title, [point.label for point in points], [point.generated for point in points])
        caption(slide, box, said, words)
        known = [value for value in series if value is not None]
        if not known:
            continue
        room = max((max(known) - min(known)) * 0.25, 1)
        is_rank = title == words.rank_chart
        plot = Plot(
            categories=labels,
            series=(Values(title, series),),
            alternative=_over_time(points, series, title, words),
            number_format="0" if is_rank else "0.0",
            lowest=min(known) - room,
            highest=max(known) + room,
        )
        charts.line(slide, box.below(28), plot, words, first_is_best=is_rank)


def _over_time(points: tuple[EditionPoint, ...], series: tuple[float | None, ...], title: str, words: Wording) -> str:
    told = (f"{point.label} {number(value)}" for point, value in zip(points, series, strict=True))
    return f"{title}{words.joint}{words.comma.join(told)}"
