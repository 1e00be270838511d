"""Reads a PDF: the text layer of its pages. Run by `child`, under its limits."""

import io

from pypdf import PdfReader

MOST_PAGES = 300


def read(data: bytes) -> str:
    """The text of the pages, a page after the other."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[:MOST_PAGES])
