"""Native tables: a quiet head, hairlines, figures right-aligned, one size of letters down a column."""

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
from leitai.meetings.rendering.elements import Element, describe
from leitai.meetings.rendering.look import Box, Ink
from leitai.meetings.rendering.text import Line, Run, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PADDING = 6.0
SMALLEST_FIGURE = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, whether figures stand at its right, lines and size of text."""

    head: str
    share: float
    figures: bool = True
    lines: int = 1
    largest: int = 99


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, a quieter line beneath it, and whether it is what the eye shall find first."""

    text: str
    beneath: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of a table in points; text may shrink to `smallest` before it is cut."""

    text: int = 16
    smallest: int = 14
    head: int = 14
    row: float = 40
    head_row: float = 30


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to draw; `alternative` says in words what it shows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alternative: str
    sizes: Sizes = Sizes()


def table(slide: Slide, box: Box, grid: Grid, words: Wording) -> Table:
    """A table at the top of `box`, as high as its rows."""
    sizes = grid.sizes
    place = box.head(sizes.head_row + sizes.row * len(grid.rows))
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.columns), *place.lengths)
    describe(frame, grid.alternative)
    _unstyle(frame.table)
    _measure(frame.table, box, grid)
    letters = _letters(box, grid)
    for number in range(len(grid.columns)):
        _column(frame.table, number, letters[number], grid, words)
    return frame.table


@dataclass(frozen=True, slots=True)
class _Letters:
    """The room in a column and the size of its text, both in points."""

    width: float
    size: float


def _letters(box: Box, grid: Grid) -> list[_Letters]:
    """One size down a column, and one for all columns of figures: figures that compare look alike."""
    total = sum(column.share for column in grid.columns)
    widths = [box.width * column.share / total - 2 * _PADDING for column in grid.columns]
    sizes = [
        _size([row[number].text for row in grid.rows], widths[number], column, grid.sizes)
        for number, column in enumerate(grid.columns)
    ]
    least = min((size for size, column in zip(sizes, grid.columns, strict=True) if column.figures), default=0.0)
    return [
        _Letters(width, least if column.figures else size)
        for width, size, column in zip(widths, sizes, grid.columns, strict=True)
    ]


def _size(texts: Sequence[str], width: float, column: Column, sizes: Sizes) -> float:
    """Text may be cut at its smallest size; a figure never reads as another one, so it goes on shrinking."""
    steps = tuple(
        range(min(sizes.text, column.largest), (SMALLEST_FIGURE if column.figures else sizes.smallest) - 1, -1)
    )
    return min((fit(text, width=width, lines=column.lines, sizes=steps).size for text in texts), default=sizes.text)


def _column(drawn: Table, number: int, letters: _Letters, grid: Grid, words: Wording) -> None:
    column = grid.columns[number]
    head = fit(column.head, width=letters.width, lines=1, sizes=tuple(range(grid.sizes.head, 9, -1)))
    _write(drawn.cell(0, number), (Run(head.text, head.size, Ink.MUTED),), column, words)
    for place, row in enumerate(grid.rows, start=1):
        _write(drawn.cell(place, number), _runs(row[number], column, letters, grid.sizes), column, words)
    _rule(drawn, number)


def _runs(cell: Cell, column: Column, letters: _Letters, sizes: Sizes) -> tuple[Run, ...]:
    shown = fit(cell.text, width=letters.width, lines=column.lines, sizes=(letters.size,))
    text = Run(shown.text, shown.size, Ink.ACCENT if cell.strong else Ink.TEXT, bold=cell.strong)
    if not cell.beneath:
        return (text,)
    less = fit(cell.beneath, width=letters.width, lines=1, sizes=(sizes.head, sizes.head - 1, sizes.head - 2))
    return text, Run(less.text, less.size, Ink.MUTED)


def _unstyle(drawn: Table) -> None:
    properties: Element = drawn._tbl.tblPr
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _NO_STYLE
    drawn.horz_banding = False
    drawn.first_row = True


def _measure(drawn: Table, box: Box, grid: Grid) -> None:
    total = sum(column.share for column in grid.columns)
    for number, column in enumerate(grid.columns):
        drawn.columns[number].width = Pt(box.width * column.share / total)
    for number, row in enumerate(drawn.rows):
        row.height = Pt(grid.sizes.row if number else grid.sizes.head_row)


def _write(cell: _Cell, runs: tuple[Run, ...], column: Column, words: Wording) -> None:
    cell.margin_left = cell.margin_right = Pt(_PADDING)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    align = PP_ALIGN.RIGHT if column.figures else PP_ALIGN.LEFT
    write(cell.text_frame, [Line((run,), align) for run in runs], words)


def _rule(drawn: Table, number: int) -> None:
    """A line under each cell of a column: dark under the head, light under the rest."""
    for place in range(len(drawn.rows)):
        properties = drawn.cell(place, number)._tc.get_or_add_tcPr()
        rule = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(0.75)))
        fill = etree.SubElement(rule, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), val="accent3" if place else "tx2")
