"""Slides of figures: cards of highlights, and key indicators over time."""

from pptx.slide import Slide

from leitai.meetings.domain.deck import DeckFigure, Highlight, IndicatorSeries
from leitai.meetings.domain.slides import HighlightsSlide, SeriesSlide
from leitai.meetings.domain.text import Fitted, ems, fit, measured, number
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering import charts
from leitai.meetings.rendering.charts import Plot
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.page import Pages, add_page
from leitai.meetings.rendering.text import BOLD, MARK, Line, Run, bar, line, mark_generated, marked, panel, text_box
from leitai.meetings.rendering.workbooks import Values

GAP = 20.0


def draw_highlights(pages: Pages, told: HighlightsSlide) -> None:
    """A card each, two or three to a row."""
    slide = add_page(pages, told.heading)
    few = len(told.highlights) <= 3
    for box, highlight in zip(
        grid(BODY.head(290) if few else BODY, len(told.highlights)), told.highlights, strict=True
    ):
        _card(slide, box, highlight, pages.words)


def grid(box: Box, count: int) -> list[Box]:
    """Places for up to six cards, row by row: one to three in one row, more in two, the first of five twice as wide."""
    if count <= 3:
        return list(box.columns(*([1] * count), gap=GAP))
    upper, lower = box.rows(2, gap=GAP)
    across = -(-count // 2)
    above = upper.columns(*([1] * across), gap=GAP)
    if count == 5:
        above = (Box(upper.left, upper.top, above[0].width * 2 + GAP, upper.height), above[2])
    return [*above, *lower.columns(*([1] * across), gap=GAP)]


def _card(slide: Slide, box: Box, highlight: Highlight, words: Wording) -> None:
    """A title, a large figure, what it is, and then further figures or a sentence as far as there is room."""
    width, first = box.width - 40, highlight.figures[0]
    generated = any(figure.generated for figure in highlight.figures)
    tall = box.height > 250
    size = 20.0 if tall else 16.0
    title = _title(highlight.title, width - (70 if generated else 0), size, 1 if generated else 2)
    label = _label(first, highlight.title, width, size, words)
    room = (box.height - 28 - (122 if tall else 84) - size * 1.3 * len(label)) // (size * 1.3)
    room -= ems(title.text) * title.size > width
    lines = [line(title.text, title.size, Ink.TEXT, bold=True, after=2), _large(first, width, tall), *label]
    lines.extend(_more(highlight, width, size, int(room)))
    panel(slide, box, lines, words, padding=(20, 14))
    bar(slide, Box(box.left, box.top, 4, box.height), Ink.ACCENT)
    if generated:
        mark_generated(slide, box.left + box.width - 8, box.top + 8, words)


def _title(text: str, width: float, size: float, lines: int) -> Fitted:
    """On one line as large as it may be; a long one small on two, where no mark stands beside it."""
    one = fit(text, width=width * BOLD, lines=1, sizes=(size + 4, size + 2, size, 16, 15))
    return one if one.text == text else fit(text, width=width * BOLD, lines=lines, sizes=(16, 15, 14))


def _large(figure: DeckFigure, width: float, tall: bool) -> Line:
    sizes = (72, 66, 60, 54, 48, 40, 32, 24, 20, 16) if tall else (44, 40, 36, 32, 28, 24, 20, 16)
    shown = fit(figure.unit, width=width * 0.38, lines=1, sizes=(20, 18, 16, 14, 12))
    room = width - ems(shown.text) * shown.size - (30 if figure.generated else 14)
    value = fit(figure.value, width=room * BOLD, lines=1, sizes=sizes)
    mark = (Run(f" {MARK}", 14, Ink.ACCENT),) if figure.generated else ()
    unit = Run(f" {shown.text}", shown.size, Ink.TEXT)
    return Line((Run(value.text, value.size, Ink.ACCENT, bold=True), unit, *mark))


def _label(figure: DeckFigure, title: str, width: float, size: float, words: Wording) -> list[Line]:
    """What the large figure is and when, without saying the title again; on two lines where one is too short."""
    label = "" if figure.label == title else figure.label
    whole = words.beside.format(text=label, more=figure.period) if label and figure.period else label or figure.period
    if ems(whole) * size <= width:
        return [line(whole, size, Ink.MUTED, after=4)] if whole else []
    parts = [
        fit(text, width=width, lines=1, sizes=(size, size - 1, size - 2)) for text in (label, figure.period) if text
    ]
    return [line(part.text, part.size, Ink.MUTED) for part in parts]


def _more(highlight: Highlight, width: float, size: float, room: int) -> list[Line]:
    rest = highlight.figures[1 : 1 + max(room, 0)]
    lines = [_small(figure, width, size) for figure in rest]
    left = min(room - len(rest), 4)
    if highlight.note and left > 0:
        note = fit(highlight.note, width=width, lines=left, sizes=(size, size - 1, size - 2))
        lines.append(line(note.text, note.size, Ink.TEXT))
    return lines


def _small(figure: DeckFigure, width: float, size: float) -> Line:
    """A further figure on one line: the label gives way to the value."""
    said = measured(figure.value, figure.unit) + (f" {MARK}" if figure.generated else "")
    value = fit(said, width=width * 0.6, lines=1, sizes=tuple(range(int(size), 9, -1)))
    room = width * 0.88 - ems(value.text) * value.size
    label = fit(figure.label, width=room, lines=1, sizes=tuple(range(int(size), 12, -1)))
    return Line((Run(f"{label.text} ", label.size, Ink.MUTED), Run(value.text, value.size, Ink.TEXT, bold=True)))


def draw_series(pages: Pages, told: SeriesSlide) -> None:
    """Up to four small charts over time."""
    slide = add_page(pages, told.heading)
    places = grid(BODY, len(told.series)) if len(told.series) != 3 else list(BODY.columns(1, 1, 1))
    for box, series in zip(places, told.series, strict=True):
        _over_time(slide, box, series, pages.words)


def _over_time(slide: Slide, box: Box, series: IndicatorSeries, words: Wording) -> None:
    points = series.points
    named = words.beside.format(text=series.name, more=series.unit) if series.unit else series.name
    title, labels = marked(named, [point.period for point in points], [point.generated for point in points])
    name = fit(title, width=box.width, lines=1, sizes=(16, 15, 14))
    text_box(slide, box.head(24), (line(name.text, name.size, Ink.TEXT, bold=True),), words)
    plot = Plot(
        categories=labels,
        series=(Values(series.name, tuple(point.value for point in points)),),
        alternative=words.comma.join(f"{point.period} {number(point.value, series.decimals)}" for point in points),
        number_format="0" if series.decimals == 0 else f"0.{'0' * series.decimals}",
        lowest=0 if all((point.value or 0) >= 0 for point in points) else None,
        size=14,
    )
    charts.columns(slide, box.below(26), plot, words)
