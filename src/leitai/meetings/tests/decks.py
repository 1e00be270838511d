"""Decks rendered and opened again, for tests."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from pptx import Presentation

from leitai.meetings.domain import DeckContent
from leitai.meetings.rendering import render_deck


def rendered(content: DeckContent) -> bytes:
    """The deck as a file."""
    target = io.BytesIO()
    render_deck(content, target)
    return target.getvalue()


def presentation(content: DeckContent) -> Any:
    """The deck as the library reads it back."""
    return Presentation(io.BytesIO(rendered(content)))


def opened(content: DeckContent) -> list[Any]:
    """The slides of the deck as the library reads them back."""
    return list(presentation(content).slides)


def members(content: DeckContent) -> dict[str, bytes]:
    """The files in the deck's archive."""
    with ZipFile(io.BytesIO(rendered(content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(slide: Any) -> Iterator[str]:
    """Every text on a slide, those of its tables among them."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


def notes(slide: Any) -> str:
    """The speaker's notes; empty where there are none."""
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def title(slide: Any) -> str:
    """The title of a slide."""
    return str(slide.shapes.title.text_frame.text)


def titles(slides: list[Any]) -> list[str]:
    """The title of each slide."""
    return [title(slide) for slide in slides]


def charts(slide: Any) -> list[Any]:
    """The native charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def workbook(chart: Any) -> Workbook:
    """The workbook that opens behind a chart."""
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
