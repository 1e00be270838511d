"""A list of enterprises from a workbook: its first sheet as the CSV that it could have been saved as.

The zip is looked at before anything opens it, and its cells are read by a child process that has little to lose.
"""

import csv
import io
import json
import zipfile
from decimal import Decimal

from django.utils.translation import gettext as _

from leitai.league.domain.faults import Fault
from leitai.league.permu.lists import ListError
from leitai.readers import (
    MOST_PARTS,
    MOST_UNPACKED,
    OLE,
    ZIP,
    Reader,
    ReaderError,
    TooSlow,
    bursts,
    text_by,
    unpacked,
)

SECONDS = 15
MOST_ROWS, MOST_CELLS, MOST_LETTERS = 50_100, 3_000_000, 1 << 25
MOST_WRITTEN = MOST_LETTERS + 24 * MOST_CELLS  # characters of all that, as the reader writes it
MOST_COLUMNS = 200
_UNSAFE = ("vbaproject", "/macrosheets/", "/activex/", "/externallinks/", "/embeddings/")


class WorkbookError(ValueError):
    """The file cannot be used; says what is wrong and how to mend it."""


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook, new or old, whatever it is called."""
    return data.startswith((ZIP, OLE))


def text_of(data: bytes) -> str:
    """The first sheet as CSV, a line for each row. Raises WorkbookError, and ListError for rows left empty."""
    _look_at(data)
    try:
        rows = json.loads(text_by(Reader.FIRST_SHEET, data, most=MOST_WRITTEN, seconds=SECONDS))
    except TooSlow as error:
        raise WorkbookError(_("Reading the workbook took too long: copy the list into a fresh one.")) from error
    except ReaderError as error:
        raise _too_much() from error
    cells = [cell for row in rows for cell in row if cell != ""]
    letters = sum(len(cell) for cell in cells if isinstance(cell, str))
    if len(rows) > MOST_ROWS or len(cells) > MOST_CELLS or letters > MOST_LETTERS:
        raise _too_much()
    return _as_csv(rows)


def _too_much() -> WorkbookError:
    return WorkbookError(
        _("The workbook cannot be read, or holds too much: copy the list into a fresh one, or part it.")
    )


def _look_at(data: bytes) -> None:
    if data.startswith(OLE):
        raise WorkbookError(_("The file is an old .xls, or has a password: save it as .xlsx without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise WorkbookError(
            _("The file is damaged or no workbook: open it in Excel or WPS, save it again as .xlsx.")
        ) from error
    if len(parts) > MOST_PARTS or unpacked(parts) > MOST_UNPACKED or any(map(bursts, parts)):
        raise WorkbookError(_("The workbook unpacks to far too much: copy the list into a fresh one."))
    if any(word in part.filename.lower() for part in parts for word in _UNSAFE):
        raise WorkbookError(_("The workbook holds macros, links or embedded files: save the list alone as .xlsx."))


def _as_csv(rows: list[list[object]]) -> str:
    """Rows up to the last that holds anything."""
    written = [[_written(cell) for cell in row] for row in rows]
    while written and not any(written[-1]):
        written.pop()
    wide = max((at + 1 for row in written for at, cell in enumerate(row) if cell), default=0)
    if wide > MOST_COLUMNS:
        raise WorkbookError(_("The sheet has more than 200 columns: keep those of the list."))
    empty = [number for number, row in enumerate(written, start=1) if not any(row)]
    if empty:
        raise ListError([Fault(f"line {number}", "is empty", "delete the row") for number in empty[:100]])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(row[:wide] for row in written)
    return out.getvalue()


def _written(cell: object) -> str:
    """A cell as it would be typed: a number as the spreadsheet shows it, fifteen digits, without exponent."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, dict):  # a day or a time
        return str(cell["date"]).replace("T", " ")
    if isinstance(cell, int | float):
        plain = format(Decimal(f"{cell:.15g}"), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "" if cell is None else str(cell).strip()
