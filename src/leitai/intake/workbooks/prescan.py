"""Looking at a workbook before anything opens it: the zip, and its sheets as a stream, with nothing kept in memory.

A hostile workbook is small and unpacks to gigabytes, or holds one cell at XFD1048576, for which a reader would make
room for a whole sheet. Every part is read in pieces by a parser that takes no entities; reading stops at an excess.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from leitai.intake.workbooks.faults import WorkbookError
from leitai.readers import MOST_PARTS, MOST_UNPACKED, OLE, ZIP, bursts, unpacked

MOST_BYTES = 8 << 20
MOST_SHEETS = 40
MOST_STYLES = 20_000
MOST_ROWS = 20_000
MOST_COLUMNS = 512
MOST_CELLS = 300_000
MOST_MERGED = 10_000
PIECE = 1 << 16
_REF = re.compile(r"\$?([A-Z]{1,4})\$?([0-9]{1,9})")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(slots=True)
class Scan:
    """What a workbook holds besides values: references of formulas and merged ranges, by the part of their sheet."""

    formulas: dict[str, list[str]] = field(default_factory=dict)
    merged: dict[str, list[str]] = field(default_factory=dict)
    cells: int = 0


def prescan(data: bytes) -> Scan:
    """Look through a workbook. Raises WorkbookError where it is none, or too much of anything."""
    _refuse_outright(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at_parts(archive)
            scan = Scan()
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    _look_into(entry.filename, part, scan)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise WorkbookError(
            _("The file is damaged or no workbook: open it in Excel or WPS, save it again as .xlsx.")
        ) from error
    return scan


def too_large() -> WorkbookError:
    """What is said of a file that is too large."""
    return WorkbookError(_("The file has more than 8 MiB: delete pictures and other sheets, and send it again."))


def _refuse_outright(data: bytes) -> None:
    if not data:
        raise WorkbookError(_("The file is empty: choose the workbook that you filled in."))
    if len(data) > MOST_BYTES:
        raise too_large()
    if data.startswith(OLE):
        raise WorkbookError(_("The file is an old .xls, or has a password: save it as .xlsx without a password."))
    if not data.startswith(ZIP):
        raise WorkbookError(_("The file is no workbook: save it as .xlsx and send that."))


def _look_at_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise WorkbookError(_("The workbook has too many parts: copy its figures into a fresh template."))
    if len(set(names)) != len(names):
        raise WorkbookError(_("The workbook holds a part twice: copy its figures into a fresh template."))
    for part in parts:
        _look_at(part)
    if unpacked(parts) > MOST_UNPACKED:
        raise WorkbookError(_("The workbook unpacks to more than 96 MiB: copy its figures into a fresh template."))
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise WorkbookError(_("The file is a zip, but no .xlsx workbook: save it as .xlsx and send that."))
    if sum(bool(_SHEET.fullmatch(name)) for name in names) > MOST_SHEETS:
        raise WorkbookError(_("The workbook has more than 40 sheets: keep the one to be read."))


def _look_at(part: zipfile.ZipInfo) -> None:
    name = part.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or ":" in name:
        raise WorkbookError(_("A part of the workbook has a name that leads outside it: the file is not safe to read."))
    if part.flag_bits & 1:
        raise WorkbookError(_("The workbook is encrypted: save it without a password."))
    if bursts(part):
        raise WorkbookError(
            _("A part of the workbook unpacks to far more than it holds: the file is not safe to read.")
        )
    lowered = name.lower()
    if "vbaproject" in lowered or "/macrosheets/" in lowered or "/activex/" in lowered:
        raise WorkbookError(_("The workbook holds macros: save it as .xlsx, which holds none."))
    if "/externallinks/" in lowered:
        raise WorkbookError(
            _("The workbook is linked to other files: paste the figures as values and remove the links.")
        )
    if "/embeddings/" in lowered:
        raise WorkbookError(_("The workbook holds embedded files: remove them."))


def _look_into(name: str, part: IO[bytes], scan: Scan) -> None:
    if name == "xl/styles.xml":
        _parse(part, _Styles())
    elif _SHEET.fullmatch(name):
        sheet = _Sheet(scan)
        _parse(part, sheet)
        scan.formulas[name], scan.merged[name] = sheet.formulas, sheet.merged
    elif name.endswith((".xml", ".rels")):
        _parse(part, _Anything())
    else:
        for _piece in iter(lambda: part.read(PIECE), b""):
            pass


class _Anything:
    """Watches a part for what no part may have."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Override" and "macroEnabled" in attributes.get("ContentType", ""):
            raise WorkbookError(_("The workbook holds macros: save it as .xlsx, which holds none."))


class _Styles(_Anything):
    """Counts cell formats."""

    def __init__(self) -> None:
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self.count += name.rpartition(":")[2] == "xf"
        if self.count > MOST_STYLES:
            raise WorkbookError(
                _("The workbook has more than 20,000 cell formats: copy its figures into a fresh template.")
            )


class _Sheet(_Anything):
    """Follows the cells of a sheet."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.cell = ""
        self.formulas: list[str] = []
        self.merged: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self.scan.cells += 1
                self.cell = attributes.get("r", "")
                self._within(self.cell)
                if self.scan.cells > MOST_CELLS:
                    raise WorkbookError(_("The workbook has more than 300,000 cells: keep the rows to be read."))
            case "row":
                self._within(f"A{attributes.get('r', '1')}")
            case "dimension":
                for corner in attributes.get("ref", "").split(":"):
                    self._within(corner)
            case "f":
                self.formulas.append(self.cell)
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))
                if len(self.merged) > MOST_MERGED:
                    raise WorkbookError(_("The workbook has more than 10,000 merged cells: take them apart."))

    def _within(self, ref: str) -> None:
        if not ref:
            return
        found = _REF.fullmatch(ref)
        if found is None or int(found[2]) > MOST_ROWS or column_number(found[1]) > MOST_COLUMNS:
            raise WorkbookError(
                _("The sheet reaches to cell %(cell)s; at most 20,000 rows and 512 columns are read: delete the rest.")
                % {"cell": ref[:20]}
            )


def _parse(part: IO[bytes], watcher: _Anything) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = watcher.start
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for piece in _pieces(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise WorkbookError(_("The workbook is damaged: open it in Excel or WPS, save it again as .xlsx.")) from error


def _no_doctype(*_found: object) -> None:
    raise WorkbookError(_("The workbook defines entities, which no spreadsheet program does: it is not safe to read."))


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: part.read(PIECE), b"")


def column_number(letters: str) -> int:
    """The number of a column, A = 1.

    >>> column_number("AA"), column_number("XFD")
    (27, 16384)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column, 1 = A.

    >>> column_letters(27)
    'AA'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
