"""Slides of figures: cards of highlights, and key indicators over time."""

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide

from leitai.meetings.domain.deck import DeckFigure, Highlight, IndicatorSeries
from leitai.meetings.domain.slides import HighlightsSlide, SeriesSlide
from leitai.meetings.domain.text import fit, measured, number, shorten
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering import charts
from leitai.meetings.rendering.charts import Plot
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.page import Pages, add_page
from leitai.meetings.rendering.text import MARK, Line, Run, bar, line, mark_generated, panel, text_box
from leitai.meetings.rendering.workbooks import Values


def draw_highlights(pages: Pages, told: HighlightsSlide) -> None:
    """A card each, two or three to a row."""
    slide = add_page(pages, told.heading)
    for box, highlight in zip(grid(BODY, len(told.highlights)), told.highlights, strict=True):
        _card(slide, box, highlight, pages.words)


def grid(box: Box, count: int) -> list[Box]:
    """Places for up to six cards, row by row: one to three in one row, more in two."""
    if count <= 3:
        return list(box.columns(*([1] * count), gap=20))
    across = -(-count // 2)
    return [cell for row in box.rows(2, gap=20) for cell in row.columns(*([1] * across), gap=20)][:count]


def _card(slide: Slide, box: Box, highlight: Highlight, words: Wording) -> None:
    tall, width = box.height > 250, box.width - 40
    first, rest = highlight.figures[0], highlight.figures[1 : 5 if tall else 3]
    title = fit(highlight.title, width=width, lines=1, sizes=(20, 18, 16))
    lines = [line(title.text, title.size, Ink.TEXT, bold=True, after=4), _large(first, width, tall)]
    lines.append(_label(first, width, after=6))
    lines.extend(_small(figure, width) for figure in rest)
    if highlight.note and (tall or not rest):
        note = fit(highlight.note, width=width, lines=3 if tall else 1, sizes=(16,))
        lines.append(line(note.text, note.size, Ink.MUTED))
    panel(slide, box, lines, words, MSO_ANCHOR.MIDDLE, padding=(20, 12))
    bar(slide, Box(box.left, box.top, 4, box.height), Ink.ACCENT)
    if any(figure.generated for figure in highlight.figures):
        mark_generated(slide, box.left + box.width - 8, box.top + 8, words)


def _large(figure: DeckFigure, width: float, tall: bool) -> Line:
    sizes = (54, 48, 40, 32, 24) if tall else (40, 36, 32, 28, 24)
    value = fit(figure.value, width=width * 0.72, lines=1, sizes=sizes)
    unit = measured("", figure.unit)
    room = width - fit(value.text, width=width, lines=1, sizes=(value.size,)).size * 0
    shown = fit(unit, width=room * 0.4, lines=1, sizes=(20, 18, 16))
    mark = (Run(f" {MARK}", 14, Ink.ACCENT),) if figure.generated else ()
    return Line(
        (Run(value.text, value.size, Ink.ACCENT, bold=True), Run(f" {shown.text}", shown.size, Ink.TEXT), *mark)
    )


def _label(figure: DeckFigure, width: float, after: float) -> Line:
    text = f"{figure.label}（{figure.period}）" if figure.period else figure.label
    fitted = fit(text, width=width, lines=1, sizes=(16, 15, 14))
    return line(fitted.text, fitted.size, Ink.MUTED, after=after)


def _small(figure: DeckFigure, width: float) -> Line:
    value = measured(figure.value, figure.unit) + (f" {MARK}" if figure.generated else "")
    room = width / 16
    label = shorten(figure.label, max(room * 0.45, room - len(value) * 0.8))
    return Line((Run(f"{label} ", 16, Ink.MUTED), Run(value, 16, Ink.TEXT, bold=True)), after=2)


def draw_series(pages: Pages, told: SeriesSlide) -> None:
    """Up to four small charts over time."""
    slide = add_page(pages, told.heading)
    places = grid(BODY, len(told.series)) if len(told.series) != 3 else list(BODY.columns(1, 1, 1))
    for box, series in zip(places, told.series, strict=True):
        _over_time(slide, box, series, pages.words)


def _over_time(slide: Slide, box: Box, series: IndicatorSeries, words: Wording) -> None:
    name = fit(f"{series.name}（{series.unit}）", width=box.width, lines=1, sizes=(16, 15, 14))
    text_box(slide, box.head(24), (line(name.text, name.size, Ink.TEXT, bold=True),), words)
    points = series.points
    plot = Plot(
        categories=tuple(point.period + (MARK if point.generated else "") for point in points),
        series=(Values(series.name, tuple(point.value for point in points)),),
        alternative=words.comma.join(f"{point.period} {number(point.value, series.decimals)}" for point in points),
        number_format="0" if series.decimals == 0 else f"0.{'0' * series.decimals}",
    )
    charts.columns(slide, box.below(26), plot, words)
