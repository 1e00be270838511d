"""The cells of a workbook, read by a child process after a look at the file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from leitai.intake.domain.typing_in import MOST, PLACES, NotANumber, TooFine, number_typed
from leitai.intake.workbooks.faults import CellFault, WorkbookError
from leitai.intake.workbooks.prescan import MOST_BYTES, Scan, column_letters, prescan, too_large
from leitai.readers import Reader, ReaderError, TooSlow, text_by

Value = str | float | int | bool | None | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its rows from A1 on; `formulas` and `merged` as references."""

    name: str
    rows: Sequence[Sequence[Value]]
    formulas: frozenset[str]
    merged: tuple[str, ...]

    def at(self, column: int, row: int) -> Value:
        """The value of a cell, counted from 1; None where the sheet does not reach."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return None
        value = self.rows[row - 1][column - 1]
        return None if value == "" else value

    def text(self, column: int, row: int) -> str:
        """The text of a cell; a whole number without its point."""
        value = self.at(column, row)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, Mapping):
            return value["date"]
        return "" if value is None else str(value).strip()

    def name_of(self, column: int, row: int) -> str:
        """The reference of a cell with its sheet, like `填报!C7`."""
        return f"{self.name}!{column_letters(column)}{row}"


def file_label(name: str) -> str:
    """The last part of a file's name, without whatever leads elsewhere, for showing only.

    >>> file_label("../../etc/报表.xlsx")
    '报表.xlsx'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[-120:] or "workbook.xlsx"


def bytes_of(file: "UploadedFile[bytes] | None") -> bytes:
    """The bytes of a file that was sent; none where there is none. Raises WorkbookError where it is too large."""
    if file is not None and (file.size or 0) > MOST_BYTES:
        raise too_large()
    return file.read() if file is not None else b""


def read_workbook(data: bytes) -> list[Sheet]:
    """The sheets of an .xlsx. Raises WorkbookError; never takes the platform's process with it."""
    scan = prescan(data)
    try:
        return _sheets(json.loads(text_by(Reader.WORKBOOK, data)), scan)
    except TooSlow as error:
        raise WorkbookError(_("Reading the workbook took too long: copy its figures into a fresh template.")) from error
    except ReaderError as error:
        raise WorkbookError(
            _("The workbook cannot be read: copy its figures into a fresh template, and send that.")
        ) from error


def _sheets(found: list[dict[str, object]], scan: Scan) -> list[Sheet]:
    """The sheets with what the scan saw; it knows them by their parts, which Excel numbers in order of making."""
    alone = len(scan.formulas) == 1
    formulas = frozenset(next(iter(scan.formulas.values()))) if alone else None
    sheets = []
    for number, sheet in enumerate(found, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        rows = sheet["rows"]
        assert isinstance(rows, list)
        sheets.append(
            Sheet(
                name=str(sheet["name"]),
                rows=rows,
                formulas=formulas if formulas is not None else frozenset(scan.formulas.get(part, ())),
                merged=tuple(scan.merged.get(part, ())),
            )
        )
    return sheets


def figure_at(sheet: Sheet, column: int, row: int) -> Decimal | CellFault | None:
    """The figure of a cell; a fault where the cell holds something else."""
    value, cell = sheet.at(column, row), sheet.name_of(column, row)
    if f"{column_letters(column)}{row}" in sheet.formulas:
        return CellFault(cell, _("holds a formula: paste its value instead"))
    if isinstance(value, bool | Mapping):
        return CellFault(cell, _("holds a date or a yes/no, not a figure"))
    try:
        return number_typed(value) if isinstance(value, str) else _number(value)
    except TooFine:
        return CellFault(cell, _("“%(text)s” has more than 8 decimals: round it") % {"text": str(value)[:40]})
    except NotANumber:
        return CellFault(cell, _("“%(text)s” is no figure: digits only, without a unit") % {"text": str(value)[:40]})


def _number(value: float | int | None) -> Decimal | None:
    """A number of a spreadsheet: fifteen digits, as binary fractions hold no more, and as many decimals as are kept."""
    if value is None:
        return None
    shown = Decimal(f"{value:.15g}")
    fits = shown.is_finite() and abs(shown) < MOST
    return number_typed(format(round(shown, PLACES) if fits else shown, "f"))
