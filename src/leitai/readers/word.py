"""Reads a Word document: its paragraphs, and its tables row by row. Run by `child`, under its limits."""

import io
from collections.abc import Iterator

from docx import Document
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph


def read(data: bytes) -> str:
    """The text, a line for each paragraph and each row; cells parted by tabs."""
    return "\n".join(_block(block) for block in Document(io.BytesIO(data)).iter_inner_content())


def _block(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join("\t".join(_cells(row)) for row in block.rows)


def _cells(row: _Row) -> Iterator[str]:
    """Each cell once, however many columns it spans; empty where it goes on from the row above."""
    for cell in row._tr.tc_lst:
        yield "" if cell.vMerge == "continue" else _Cell(cell, row.table).text
