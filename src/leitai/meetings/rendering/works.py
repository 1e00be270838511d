"""Slides of what is done and what is not: projects, gaps, pledges."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide

from leitai.meetings.domain.deck import Gap, Pledge, ProjectLine
from leitai.meetings.domain.slides import GapsSlide, PledgesSlide, ProjectsSlide
from leitai.meetings.domain.text import ems, fit, measured, plain
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering import charts
from leitai.meetings.rendering.charts import Plot
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.page import Pages, add_page
from leitai.meetings.rendering.tables import Cell, Column, Grid, Sizes, table
from leitai.meetings.rendering.text import MARK, Line, Run, bar, caption, line, panel, text_box
from leitai.meetings.rendering.workbooks import Values

ROW = 80.0


def draw_projects(pages: Pages, told: ProjectsSlide) -> None:
    """Planned and done side by side, and the table with the rate of completion."""
    slide, words, rows = add_page(pages, told.heading), pages.words, told.projects
    left, right = BODY.columns(0.5, 0.5)
    units = {row.unit for row in rows}
    unit = next(iter(units)) if len(units) == 1 else ""
    drawn = _amounts(slide, left, rows, unit, words) if unit else _rates(slide, left, rows, words)
    head = words.beside.format(text=words.project, more=unit) if unit else words.project
    columns = (
        Column(head, 1.7, figures=False, lines=2),
        *(Column(each, 1) for each in (words.planned, words.done, words.progress)),
    )
    sizes = Sizes(text=18, smallest=14, head=14, row=min(ROW, 340 / len(rows)), head_row=32)
    grid = Grid(columns, tuple(_project(row, unit) for row in rows), _said(rows), sizes)
    table(slide, right if drawn else BODY, grid, words)


def _amounts(slide: Slide, box: Box, rows: Sequence[ProjectLine], unit: str, words: Wording) -> bool:
    """Bars of what is planned and done; one bar each where nothing done is stated."""
    known = any(row.done is not None for row in rows)
    title = words.projects_chart if known else words.beside.format(text=words.planned, more=unit)
    caption(slide, box, title.format(unit=unit), words)
    values = [Values(words.planned, tuple(row.planned for row in rows))]
    if known:
        values.append(Values(words.done, tuple(row.done for row in rows)))
    plot = _plot(rows, box, tuple(values))
    if known:
        charts.pairs(slide, _as_high_as(box, len(rows) + 1), plot, words)
    else:
        charts.ranking(slide, _as_high_as(box, len(rows)), plot, words, None)
    return True


def _rates(slide: Slide, box: Box, rows: Sequence[ProjectLine], words: Wording) -> bool:
    """Bars of completion where units differ: amounts of different units never share an axis."""
    known = [row for row in rows if _rate(row) is not None]
    if not known:
        return False
    caption(slide, box, words.progress_chart, words)
    rates = tuple(None if (rate := _rate(row)) is None else round(rate * 100, 1) for row in known)
    plot = replace(
        _plot(known, box, (Values(words.progress, rates),)), highest=max(100, *(rate or 0 for rate in rates))
    )
    charts.ranking(slide, _as_high_as(box, len(known)), plot, words, None)
    return True


def _plot(rows: Sequence[ProjectLine], box: Box, values: tuple[Values, ...]) -> Plot:
    names, size = charts.category_names([row.name for row in rows], box.width * 0.34)
    shown = [number for each in values for number in each.numbers]
    return Plot(names, values, _said(rows), number_format=_number_format(shown), lowest=0, size=size)


def _said(rows: Sequence[ProjectLine]) -> str:
    return "; ".join(f"{row.name} {_amount(row.planned, row.unit)} {_amount(row.done, row.unit)}" for row in rows)


def _rate(row: ProjectLine) -> float | None:
    if row.progress is None and row.planned and row.done is not None:
        return row.done / row.planned
    return row.progress


def _amount(value: float | None, unit: str) -> str:
    return "—" if value is None else measured(plain(value), unit)


def _number_format(values: Iterable[float | None]) -> str:
    """As many decimals as the values need, two at most, the same for all."""
    decimals = max((len(plain(value).partition(".")[2]) for value in values if value is not None), default=0)
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _project(row: ProjectLine, unit_above: str) -> tuple[Cell, ...]:
    progress = _rate(row)
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
    with_remedies = any(gap.remedy for gap in gaps)
    left, right = BODY.columns(*((0.36, 0.64) if with_remedies else (0.46, 0.54)))
    caption(slide, left, words.gaps_chart, words)
    names, size = charts.category_names([gap.indicator for gap in gaps], left.width * 0.42)
    plot = Plot(
        categories=names,
        size=size,
        series=(Values(words.distance, tuple(round(gap.distance * 100, 1) for gap in gaps)),),
        alternative=words.comma.join(f"{gap.indicator} {gap.distance:.0%}" for gap in gaps),
        number_format="0",
        lowest=0,
    )
    charts.ranking(slide, _as_high_as(left, len(gaps)), plot, words, None)
    columns = [
        _indicators(words.indicator, gaps, right.width * 0.36),
        Column(words.own, 1.0),
        Column(words.best, 1.3),
    ]
    if with_remedies:
        columns.append(Column(words.remedy, 2.0, figures=False, lines=3))
    rows = tuple(_gap(gap)[: len(columns)] for gap in gaps)
    sizes = Sizes(text=18, smallest=14, head=14, row=min(ROW, 340 / len(gaps)), head_row=32)
    table(slide, right, Grid(tuple(columns), rows, plot.alternative, sizes), words)


def _indicators(head: str, gaps: Sequence[Gap], room: float) -> Column:
    """Names on one line, or small on two: their unit stands beneath them."""
    long = any(ems(gap.indicator) * 15 > room for gap in gaps)
    return Column(head, 2.0, figures=False, lines=2 if long else 1, largest=15 if long else 18)


def _as_high_as(box: Box, rows: int) -> Box:
    """The place of a chart under its caption; few bars are not drawn out."""
    return box.below(28).head(min(box.height - 28, 24 + ROW * rows))


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
    said = pledge.text + (f" {MARK}" if pledge.generated and pledge.target is None else "")
    text = fit(said, width=text_width, lines=2, sizes=(24, 22, 20, 18, 16))
    body = Box(box.left + 64, box.top, text_width, box.height)
    lines = [line(text.text, text.size, bold=True, after=4)]
    if pledge.note and box.height > 90:
        note = fit(pledge.note, width=text_width, lines=2, sizes=(16, 15, 14))
        lines.append(line(note.text, note.size, Ink.MUTED))
    text_box(slide, body, lines, words, MSO_ANCHOR.MIDDLE)
    side = Box(box.left + box.width - 210, box.top, 194, box.height)
    aims = _target(pledge, words, side.width)
    if aims:
        text_box(slide, side, aims, words, MSO_ANCHOR.MIDDLE)


def _target(pledge: Pledge, words: Wording, width: float) -> list[Line]:
    lines = []
    mark = f" {MARK}" if pledge.generated or (pledge.target is not None and pledge.target.generated) else ""
    if pledge.target is not None:
        said = measured(pledge.target.value, pledge.target.unit) + mark
        value = fit(said, width=width * 0.94, lines=1, sizes=(28, 24, 20, 18, 16, 14, 12))
        lines.append(line(value.text, value.size, Ink.ACCENT, bold=True))
    if pledge.due:
        due = fit(f"{words.due}{words.joint}{pledge.due}", width=width, lines=1, sizes=(16, 15, 14))
        lines.append(line(due.text, due.size, Ink.MUTED))
    return lines
