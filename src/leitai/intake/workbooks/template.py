"""A workbook to be filled in: one form of one unit, locked but for the cells to be typed, and read back exactly."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from leitai.intake.domain.typing_in import MOST
from leitai.intake.queries.entry import Entry, Target, last_known, shown_peers
from leitai.intake.services.submissions import Typed
from leitai.intake.workbooks.faults import CellFault, WorkbookError
from leitai.intake.workbooks.prescan import column_number
from leitai.intake.workbooks.reading import Sheet, figure_at, read_workbook
from leitai.ledger.domain.writing import whole_number

MARK = "leitai-form-1"
SHEET, CODES = "填报", "leitai"
FIRST_ROW, GIVEN_ROW = 6, 6
NAME, UNIT, VALUE, LAST, PEERS, COMMENT, FLAG, CODE = range(1, 9)
YES = "是"
WIDTHS = {NAME: 30, UNIT: 12, VALUE: 16, LAST: 20, PEERS: 26, COMMENT: 40, FLAG: 10, CODE: 10}


def template(entry: Entry) -> bytes:
    """The workbook of a form, with what was typed already."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Template(book, entry).write()
    return out.getvalue()


class _Template:
    def __init__(self, book: xlsxwriter.Workbook, entry: Entry) -> None:
        self.book, self.entry = book, entry
        self.sheet = book.add_worksheet(SHEET)
        self.codes = book.add_worksheet(CODES)
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "bg_color": "#f1f3f6", "bottom": 1, "text_wrap": True})
        self.quiet = book.add_format({"font_color": "#667085", "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        edge = {"locked": False, "border": 1, "border_color": "#cbd2da", "bg_color": "#fffdf5", "valign": "top"}
        self.number = book.add_format({**edge, "num_format": "#,##0.########"})
        self.text = book.add_format({**edge, "text_wrap": True})

    def write(self) -> None:
        """All of it."""
        self._heading()
        for number, indicator in enumerate(self.entry.indicators):
            self._line(FIRST_ROW + number, indicator.code)
        self._limits()
        self._codes()
        self._given()

    def _heading(self) -> None:
        spec, target, sheet = self.entry.target.terms.spec, self.entry.target, self.sheet
        sheet.write_string(0, 0, f"{spec.name} {target.period.text} {target.division.name}", self.title)
        sheet.write_string(1, 0, self._hint(), self.quiet)
        sheet.write_string(2, 0, spec.note, self.quiet)
        heads = [_("Indicator"), _("Unit of measure"), _("Figure"), _("Last figure"), _("Peers")]
        heads += [_("Comment"), _("Follow up")]
        for column, words in enumerate(heads):
            sheet.write_string(FIRST_ROW - 2, column, words, self.head)
        for column, width in WIDTHS.items():
            sheet.set_column(column - 1, column - 1, width, None, {"hidden": column == CODE})
        sheet.freeze_panes(FIRST_ROW - 1, 1)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _hint(self) -> str:
        return _(
            "Fill in the framed cells only, figures without units. Say in the comment why one is missing or unusual."
        )

    def _line(self, row: int, code: str) -> None:
        indicator = next(one for one in self.entry.indicators if one.code == code)
        cell, at = self.entry.cells.get(code), row - 1
        self.sheet.write_string(at, NAME - 1, indicator.name, self.plain)
        self.sheet.write_string(at, UNIT - 1, indicator.unit, self.plain)
        if cell is not None and cell.value is not None:
            self.sheet.write_number(at, VALUE - 1, float(cell.value), self.number)
        else:
            self.sheet.write_blank(at, VALUE - 1, None, self.number)
        self.sheet.write_string(at, LAST - 1, self._last(code), self.quiet)
        self.sheet.write_string(at, PEERS - 1, self._peers(code), self.quiet)
        self.sheet.write_string(at, COMMENT - 1, cell.comment if cell else "", self.text)
        self.sheet.write_string(at, FLAG - 1, YES if cell and cell.flagged else "", self.text)
        self.sheet.write_string(at, CODE - 1, code)

    def _last(self, code: str) -> str:
        held, last = self.entry.known(code), last_known(self.entry, code)
        if held is not None:
            return _("in the ledger already: %(value)s") % {"value": f"{held.value.normalize():f}"}
        return f"{last[1].value.normalize():f} ({last[0]})" if last else ""

    def _peers(self, code: str) -> str:
        found = shown_peers(self.entry, code)
        if found is None:
            return ""
        period, peers = found
        return f"{peers.median:.2f} ({peers.low:.2f}–{peers.high:.2f}, {period})"

    def _limits(self) -> None:
        last = FIRST_ROW + len(self.entry.indicators) - 2
        figures = {
            "validate": "decimal", "criteria": "between", "minimum": -float(MOST), "maximum": float(MOST),
            "error_title": _("No figure"), "error_message": _("Digits only, without a unit."),
        }  # fmt: skip
        self.sheet.data_validation(FIRST_ROW - 1, VALUE - 1, last, VALUE - 1, figures)
        long = {"validate": "length", "criteria": "<=", "value": 500}
        self.sheet.data_validation(FIRST_ROW - 1, COMMENT - 1, last, COMMENT - 1, long)
        self.sheet.data_validation(FIRST_ROW - 1, FLAG - 1, last, FLAG - 1, {"validate": "list", "source": [YES]})

    def _codes(self) -> None:
        for row, value in enumerate(_identity(self.entry.target)):
            self.codes.write_string(row, 0, value)
        self.codes.very_hidden()

    def _given(self) -> None:
        """What each line holds now, and its revision: who sends it back says only what was changed since."""
        for row, indicator in enumerate(self.entry.indicators, GIVEN_ROW):
            cell = self.entry.cells.get(indicator.code)
            self.codes.write_string(row - 1, 0, indicator.code)
            self.codes.write_number(row - 1, 1, cell.revision if cell else 0)
            if cell is not None and cell.value is not None:
                self.codes.write_number(row - 1, 2, float(cell.value))
            self.codes.write_string(row - 1, 3, cell.comment if cell else "")
            self.codes.write_string(row - 1, 4, YES if cell and cell.flagged else "")


def _identity(target: Target) -> tuple[str, ...]:
    return (MARK, target.terms.dataset.code, target.period.text, target.division.code)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled workbook changes of the form it was made from; nothing may be saved while there are faults."""

    typed: tuple[Typed, ...]
    faults: tuple[CellFault, ...]


def read_filled(data: bytes, target: Target) -> Filled:
    """The figures of a filled template. Raises WorkbookError where it is no template of this form."""
    sheets = {sheet.name: sheet for sheet in read_workbook(data)}
    codes, sheet = sheets.get(CODES), sheets.get(SHEET)
    if codes is None or sheet is None or codes.text(1, 1) != MARK:
        raise WorkbookError(_("The workbook was not made from a template: download it on this page, and fill it in."))
    found = tuple(codes.text(1, row) for row in range(1, 5))
    if found != _identity(target):
        said = " ".join(found[1:])
        raise WorkbookError(_("The workbook is of another form (%(form)s): send it on that page.") % {"form": said})
    given = _given(codes)
    rows = [_row(sheet, row, target, given) for row in range(FIRST_ROW, len(sheet.rows) + 1) if sheet.text(CODE, row)]
    faults = [*_merged(sheet), *(one for one in rows if isinstance(one, CellFault))]
    return Filled(tuple(one for one in rows if isinstance(one, Typed)), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Given:
    """What a line held when the template was made; a template of before knows no revision."""

    revision: int | None = None
    value: Decimal | None = None
    comment: str = ""
    flagged: bool = False

    def same(self, typed: Typed) -> bool:
        """Whether the line says still what it said then."""
        return (self.value, self.comment, self.flagged) == (typed.value, typed.comment, typed.flagged)


def _given(codes: Sheet) -> dict[str, _Given]:
    found = {}
    for row in range(GIVEN_ROW, len(codes.rows) + 1):
        value = figure_at(codes, 3, row)
        found[codes.text(1, row)] = _Given(
            revision=whole_number(codes.text(2, row)),
            value=None if isinstance(value, CellFault) else value,
            comment=codes.text(4, row),
            flagged=codes.text(5, row) == YES,
        )
    return found


def _row(sheet: Sheet, row: int, target: Target, given: Mapping[str, _Given]) -> Typed | CellFault | None:
    """What a line says; None where nobody changed it since the template was made."""
    code = sheet.text(CODE, row)
    if code not in target.terms.spec.indicators:
        return CellFault(sheet.name_of(CODE, row), _("names no indicator of this form: use a fresh template"))
    value, before = figure_at(sheet, VALUE, row), given.get(code, _Given())
    if isinstance(value, CellFault):
        return value
    place = f"cell:{sheet.name_of(VALUE, row)}" if value is not None else ""
    comment, flagged = sheet.text(COMMENT, row)[:500], sheet.text(FLAG, row) == YES
    typed = Typed(code, value, comment, flagged, base=before.revision, place=place)
    return None if before.same(typed) else typed


def _merged(sheet: Sheet) -> Sequence[CellFault]:
    """Merged cells among the figures: which line a figure belongs to could not be told."""
    return [
        CellFault(f"{sheet.name}!{ref}", _("the cells are merged: take them apart, one figure a line"))
        for ref in sheet.merged
        if _touches_figures(ref)
    ]


def _touches_figures(ref: str) -> bool:
    corners = [corner.strip("$") for corner in ref.split(":")]
    columns = [column_number(corner.rstrip("0123456789")) for corner in corners]
    rows = [int(corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) for corner in corners]
    return min(columns) <= FLAG and max(columns) >= VALUE and max(rows) >= FIRST_ROW
