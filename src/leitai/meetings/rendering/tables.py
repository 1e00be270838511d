"""Native tables: a quiet head, hairlines, figures right-aligned."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Pt

from leitai.meetings.domain.text import fit
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.look import Box, Ink
from leitai.meetings.rendering.text import Line, Run, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PADDING = 6.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and whether figures stand in it (right-aligned)."""

    head: str
    share: float
    figures: bool = True
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of a table in points; text may shrink to `smallest` before it is cut."""

    text: float = 16
    smallest: float = 14
    head: float = 14
    row: float = 40
    head_row: float = 30


def table(
    slide: Slide,
    box: Box,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    words: Wording,
    *,
    alternative: str,
    sizes: Sizes = Sizes(),
    accented: int | None = None,
) -> Table:
    """A table at the top of `box`; `accented` is the row that stands out; `alternative` says what it shows."""
    height = sizes.head_row + sizes.row * len(rows)
    left, top, width, tall = Box(box.left, box.top, box.width, height).lengths
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), left, top, width, tall)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative)
    grid = frame.table
    _unstyle(grid)
    _measure(grid, box, columns, sizes)
    for number, column in enumerate(columns):
        _fill(grid.cell(0, number), Run(column.head, sizes.head, Ink.MUTED), column, words, Ink.MUTED)
    for place, row in enumerate(rows, start=1):
        for number, (text, column) in enumerate(zip(row, columns, strict=True)):
            run = _fitting(text, grid.columns[number].width / Pt(1), column, sizes, accented == place - 1)
            _fill(grid.cell(place, number), run, column, words, Ink.RULE)
    return grid


def _fitting(text: str, width: float, column: Column, sizes: Sizes, accented: bool) -> Run:
    steps = tuple(range(int(sizes.text), int(sizes.smallest) - 1, -1))
    fitted = fit(text, width=width - 2 * _PADDING, lines=column.lines, sizes=steps)
    return Run(fitted.text, fitted.size, Ink.ACCENT if accented else Ink.TEXT, bold=accented)


def _unstyle(grid: Table) -> None:
    style = grid._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _NO_STYLE
    grid.horz_banding = False
    grid.first_row = True


def _measure(grid: Table, box: Box, columns: Sequence[Column], sizes: Sizes) -> None:
    total = sum(column.share for column in columns)
    for number, column in enumerate(columns):
        grid.columns[number].width = Pt(box.width * column.share / total)
    for number, row in enumerate(grid.rows):
        row.height = Pt(sizes.row if number else sizes.head_row)


def _fill(cell: _Cell, run: Run, column: Column, words: Wording, rule: Ink) -> None:
    cell.margin_left = cell.margin_right = Pt(_PADDING)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    align = PP_ALIGN.RIGHT if column.figures else PP_ALIGN.LEFT
    write(cell.text_frame, (Line((run,), align),), words)
    _underline(cell, rule)


def _underline(cell: _Cell, ink: Ink) -> None:
    properties = cell._tc.get_or_add_tcPr()
    rule = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(0.75)))
    fill = etree.SubElement(rule, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="tx2" if ink is Ink.MUTED else "accent3")
