"""Slides of what is done and what is not: projects, gaps, pledges."""

from collections.abc import Iterable

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide

from leitai.meetings.domain.deck import Gap, Pledge, ProjectLine
from leitai.meetings.domain.slides import GapsSlide, PledgesSlide, ProjectsSlide
from leitai.meetings.domain.text import fit, measured, plain, shorten
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering import charts
from leitai.meetings.rendering.charts import Plot
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.page import Pages, add_page
from leitai.meetings.rendering.tables import Cell, Column, Grid, Sizes, table
from leitai.meetings.rendering.text import MARK, Line, Run, bar, line, mark_generated, panel, text_box
from leitai.meetings.rendering.workbooks import Values


def draw_projects(pages: Pages, told: ProjectsSlide) -> None:
    """Planned and done side by side, and the table with the rate of completion."""
    slide, words, rows = add_page(pages, told.heading), pages.words, told.projects
    left, right = BODY.columns(0.5, 0.5)
    units = dict.fromkeys(row.unit for row in rows)
    title = words.projects_chart.format(unit=" / ".join(units))
    text_box(slide, left.head(26), (line(title, 16, Ink.MUTED, bold=True),), words)
    plot = Plot(
        categories=tuple(shorten(row.name, 9) for row in rows),
        series=(
            Values(words.planned, tuple(row.planned for row in rows)),
            Values(words.done, tuple(row.done for row in rows)),
        ),
        alternative=words.comma.join(
            f"{row.name} {_amount(row.planned, row.unit)} {_amount(row.done, row.unit)}" for row in rows
        ),
        number_format=_number_format([*(row.planned for row in rows), *(row.done for row in rows)]),
        lowest=0,
    )
    charts.pairs(slide, left.below(28), plot, words)
    one = next(iter(units)) if len(units) == 1 else ""
    heads = (
        words.project,
        *(words.beside.format(text=head, more=one) if one else head for head in (words.planned, words.done)),
        words.progress,
    )
    columns = (
        Column(heads[0], 1.6, figures=False, lines=2),
        *(Column(head, 1.1) for head in heads[1:3]),
        Column(heads[3], 0.9),
    )
    sizes = Sizes(text=18, smallest=14, head=14, row=min(76, 340 / len(rows)), head_row=32)
    table(slide, right, Grid(columns, tuple(_project(row, one) for row in rows), plot.alternative, sizes), words)


def _amount(value: float | None, unit: str) -> str:
    return "—" if value is None else measured(plain(value), unit)


def _number_format(values: Iterable[float | None]) -> str:
    """As many decimals as the values need, two at most, the same for all."""
    decimals = max((len(plain(value).partition(".")[2]) for value in values if value is not None), default=0)
    return f"0.{'0' * decimals}" if decimals else "0"


def _project(row: ProjectLine, unit_above: str) -> tuple[Cell, ...]:
    progress = row.progress
    if progress is None and row.planned and row.done is not None:
        progress = row.done / row.planned
    mark = f" {MARK}" if row.generated else ""
    planned, done = (_amount(value, "" if unit_above else row.unit) for value in (row.planned, row.done))
    return (
        Cell(row.name),
        Cell(planned),
        Cell(done + mark),
        Cell("—" if progress is None else f"{progress:.0%}", strong=progress is not None),
    )


def draw_gaps(pages: Pages, told: GapsSlide) -> None:
    """How far from the best of the peers, and what is to be done."""
    slide, words, gaps = add_page(pages, told.heading), pages.words, told.gaps
    left, right = BODY.columns(0.36, 0.64)
    text_box(slide, left.head(26), (line(words.gaps_chart, 16, Ink.MUTED, bold=True),), words)
    plot = Plot(
        categories=tuple(shorten(gap.indicator, 8) for gap in gaps),
        series=(Values(words.distance, tuple(round(gap.distance * 100, 1) for gap in gaps)),),
        alternative=words.comma.join(f"{gap.indicator} {gap.distance:.0%}" for gap in gaps),
        number_format="0",
        lowest=0,
    )
    charts.ranking(slide, left.below(28), plot, words, None)
    columns = [
        Column(words.indicator, 1.8, figures=False, lines=2),
        Column(words.own, 1.0),
        Column(words.best, 1.3),
    ]
    with_remedies = any(gap.remedy for gap in gaps)
    if with_remedies:
        columns.append(Column(words.remedy, 2.0, figures=False, lines=3))
    rows = tuple(_gap(gap)[: len(columns)] for gap in gaps)
    sizes = Sizes(text=18, smallest=14, head=14, row=min(80, 340 / len(gaps)), head_row=32)
    table(slide, right, Grid(tuple(columns), rows, plot.alternative, sizes), words)


def _gap(gap: Gap) -> tuple[Cell, ...]:
    """The unit stands beneath the indicator, so that the figures have the width of their columns."""
    shared = gap.own.unit if gap.own.unit == gap.best.unit else ""
    own, best = (
        measured(figure.value, "" if shared else figure.unit) + (f" {MARK}" if figure.generated else "")
        for figure in (gap.own, gap.best)
    )
    return Cell(gap.indicator, shared), Cell(own, strong=True), Cell(best, gap.best_peer), Cell(gap.remedy)


def draw_pledges(pages: Pages, told: PledgesSlide) -> None:
    """A numbered row for each promise, with its target and its term."""
    slide = add_page(pages, told.heading)
    count = len(told.pledges)
    rows = BODY.rows(max(3, count), gap=14)
    for place, (box, pledge) in enumerate(zip(rows, told.pledges, strict=False), start=1):
        _pledge(slide, box, place, pledge, pages.words)


def _pledge(slide: Slide, box: Box, place: int, pledge: Pledge, words: Wording) -> None:
    bar(slide, Box(box.left, box.top, box.width, box.height), Ink.PANEL)
    number_box = Box(box.left, box.top, 64, box.height)
    panel(
        slide,
        number_box,
        (Line((Run(str(place), 32, Ink.ACCENT, bold=True),)),),
        words,
        MSO_ANCHOR.MIDDLE,
        padding=(20, 0),
    )
    text_width = box.width - 64 - (230 if pledge.target or pledge.due else 20)
    text = fit(pledge.text, width=text_width, lines=2, sizes=(24, 22, 20, 18, 16))
    body = Box(box.left + 64, box.top, text_width, box.height)
    text_box(slide, body, (line(text.text, text.size, bold=True),), words, MSO_ANCHOR.MIDDLE)
    side = Box(box.left + box.width - 210, box.top, 194, box.height)
    lines = _target(pledge, words, side.width)
    if lines:
        text_box(slide, side, lines, words, MSO_ANCHOR.MIDDLE)
    if pledge.generated or (pledge.target is not None and pledge.target.generated):
        mark_generated(slide, box.left + box.width - 8, box.top + 6, words)


def _target(pledge: Pledge, words: Wording, width: float) -> list[Line]:
    lines = []
    if pledge.target is not None:
        value = fit(measured(pledge.target.value, pledge.target.unit), width=width, lines=1, sizes=(26, 22, 18, 16))
        lines.append(line(value.text, value.size, Ink.ACCENT, bold=True))
    if pledge.due:
        due = fit(f"{words.due}{words.joint}{pledge.due}", width=width, lines=1, sizes=(16, 15, 14))
        lines.append(line(due.text, due.size, Ink.MUTED))
    return lines
