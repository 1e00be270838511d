"""Native charts: made by the office program from data that can be edited, in our colours and typefaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.axis import _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.datalabel import DataLabels
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import Font
from pptx.util import Pt

from leitai.meetings.domain.text import fit
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.elements import descendant, describe, element_of
from leitai.meetings.rendering.look import EAST_ASIAN_FONT, LATIN_FONT, Box, Ink
from leitai.meetings.rendering.workbooks import Values, numbers

LABEL_SIZE = 16.0

Series = Any  # what a series has depends on its kind of chart, which the library does not type


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows. `alternative` says it in words, for those who cannot see it."""

    categories: tuple[str, ...]
    series: tuple[Values, ...]
    alternative: str
    number_format: str = "0.0"
    lowest: float | None = None
    highest: float | None = None
    size: float = LABEL_SIZE


def category_names(names: Sequence[str], room: float) -> tuple[tuple[str, ...], float]:
    """Names beside the bars within `room` points, all of one size: smaller before they are cut."""
    fitted = [fit(name, width=room, lines=1, sizes=(16, 15, 14, 13, 12)) for name in names]
    size = min((each.size for each in fitted), default=LABEL_SIZE)
    return tuple(fit(name, width=room, lines=1, sizes=(size,)).text for name in names), size


def radar(slide: Slide, box: Box, plot: Plot, words: Wording) -> Chart:
    """Our shape over that of the peers."""
    chart = _chart(slide, box, XL_CHART_TYPE.RADAR_MARKERS, plot, words)
    for series, ink in zip(chart.plots[0].series, (Ink.ACCENT, Ink.PEER), strict=False):
        _line(series, ink)
    axis = chart.value_axis
    _scale(axis, plot)
    axis.major_unit = 20
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.format.line.fill.background()
    _gridlines(axis)
    _legend(chart, words)
    return chart


def ranking(slide: Slide, box: Box, plot: Plot, words: Wording, own: int | None) -> Chart:
    """Bars from top to bottom, one series, our bar (`own`) in the accent."""
    chart = _bars(slide, box, plot, words, gap=45)
    series = chart.plots[0].series[0]
    _solid(series, Ink.PEER if own is not None else Ink.ACCENT)
    if own is not None:
        fill = series.points[own].format.fill
        fill.solid()
        fill.fore_color.theme_color = Ink.ACCENT.value
    return chart


def pairs(slide: Slide, box: Box, plot: Plot, words: Wording) -> Chart:
    """Two bars a category: the plan in grey, what is done in the accent."""
    chart = _bars(slide, box, plot, words, gap=50)
    for series, ink in zip(chart.plots[0].series, (Ink.PEER, Ink.ACCENT), strict=False):
        _solid(series, ink)
    chart.plots[0].overlap = -5
    _legend(chart, words)
    return chart


def columns(slide: Slide, box: Box, plot: Plot, words: Wording) -> Chart:
    """Columns over time, the newest in the accent."""
    chart = _chart(slide, box, XL_CHART_TYPE.COLUMN_CLUSTERED, plot, words)
    chart.plots[0].gap_width = 60
    _hide_values(chart.value_axis, plot)
    _category_axis(chart.category_axis)
    series = chart.plots[0].series[0]
    _solid(series, Ink.PEER)
    fill = series.points[len(plot.categories) - 1].format.fill
    fill.solid()
    fill.fore_color.theme_color = Ink.ACCENT.value
    _labels(chart, plot, words, XL_LABEL_POSITION.OUTSIDE_END)
    return chart


def line(slide: Slide, box: Box, plot: Plot, words: Wording, *, first_is_best: bool = False) -> Chart:
    """A line over time; with `first_is_best` the axis is turned, so that rank 1 stands at the top."""
    chart = _chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, plot, words)
    _hide_values(chart.value_axis, plot)
    _category_axis(chart.category_axis)
    if first_is_best:
        chart.value_axis.reverse_order = True
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        chart.category_axis.format.line.fill.background()  # it would stand at the top, where rank 1 is
    series = chart.plots[0].series[0]
    _line(series, Ink.ACCENT)
    _labels(chart, plot, words, XL_LABEL_POSITION.ABOVE)
    for place in valleys(plot.series[0].numbers, lowest_is_up=first_is_best):
        series.points[place].data_label.position = XL_LABEL_POSITION.BELOW
    return chart


def valleys(values: Sequence[float | None], *, lowest_is_up: bool) -> list[int]:
    """Where a line bends upwards or begins or ends low: there the label stands beneath, off the line.

    >>> valleys((42, 37, 60, 18), lowest_is_up=True)
    [0, 2]
    """
    drawn = [None if value is None else -value if lowest_is_up else value for value in values]
    found = []
    for place, value in enumerate(drawn):
        beside = [drawn[next_] for next_ in (place - 1, place + 1) if 0 <= next_ < len(drawn)]
        known = [other for other in beside if other is not None]
        if value is not None and known and all(other > value for other in known):
            found.append(place)
    return found


def _bars(slide: Slide, box: Box, plot: Plot, words: Wording, *, gap: int) -> Chart:
    chart = _chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, plot, words)
    chart.plots[0].gap_width = gap
    _hide_values(chart.value_axis, plot)
    _category_axis(chart.category_axis)
    chart.category_axis.reverse_order = True
    _labels(chart, plot, words, XL_LABEL_POSITION.OUTSIDE_END)
    return chart


def _chart(slide: Slide, box: Box, kind: XL_CHART_TYPE, plot: Plot, words: Wording) -> Chart:
    data = numbers(plot.categories, plot.series, plot.number_format)
    frame: Any = slide.shapes.add_chart(kind, *box.lengths, data)  # typed as the chart, but it is the chart's frame
    describe(frame, plot.alternative)
    chart: Chart = frame.chart
    chart.has_title = chart.has_legend = False
    _letter(chart.font, plot.size, Ink.TEXT, words)
    return chart


def _letter(font: Font, size: float, ink: Ink, words: Wording) -> None:
    """A chart takes no typeface from the slide in every program: it is named."""
    font.size = Pt(size)
    font.color.theme_color = ink.value
    font.name = LATIN_FONT
    properties = element_of(font)
    properties.set("lang", words.language)
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    descendant(properties, "a:latin").addnext(etree.Element(qn("a:ea"), typeface=EAST_ASIAN_FONT))


def _legend(chart: Chart, words: Wording) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _letter(chart.legend.font, LABEL_SIZE - 2, Ink.TEXT, words)


def _labels(chart: Chart, plot: Plot, words: Wording, position: XL_LABEL_POSITION) -> None:
    """At each series, not at the plot: a single label that stands elsewhere must not take the others away."""
    for series in chart.plots[0].series:
        _label(series.data_labels, plot, words, position)


def _label(labels: DataLabels, plot: Plot, words: Wording, position: XL_LABEL_POSITION) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = plot.number_format, False
    labels.position = position
    _letter(labels.font, plot.size, Ink.TEXT, words)


def _scale(axis: _BaseAxis, plot: Plot) -> None:
    if plot.lowest is not None:
        axis.minimum_scale = plot.lowest
    if plot.highest is not None:
        axis.maximum_scale = plot.highest


def _hide_values(axis: _BaseAxis, plot: Plot) -> None:
    """Values stand at the marks; an axis would say them twice."""
    _scale(axis, plot)
    axis.has_major_gridlines = False
    axis.visible = False


def _category_axis(axis: _BaseAxis) -> None:
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.theme_color = Ink.RULE.value


def _gridlines(axis: _BaseAxis) -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.theme_color = Ink.RULE.value
    axis.major_gridlines.format.line.width = Pt(0.75)


def _solid(series: Series, ink: Ink) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = ink.value
    series.invert_if_negative = False


def _line(series: Series, ink: Ink) -> None:
    series.smooth = False
    series.format.line.color.theme_color = ink.value
    series.format.line.width = Pt(2.75)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = ink.value
    series.marker.format.line.color.theme_color = ink.value
