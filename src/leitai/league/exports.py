"""The board as files: a workbook and CSV. Nothing in them runs: cells that begin like a formula are disarmed."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _

from leitai.league import queries
from leitai.league.models import Edition, EditionUnit
from leitai.league.pages import localised, rounded
from leitai.ledger.domain.writing import disarmed

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Form:
    """A file form: its media type, and how a board is written in it."""

    media_type: str
    write: Callable[[Edition], bytes]


def header(edition: Edition) -> list[str]:
    """The names of the columns."""
    first = [_("Rank"), _("Code"), _("Unit"), _("County"), _("Score")]
    last = [_("Rank in its group"), _("Rank in its county"), _("Change"), _("Coverage"), _("Generated figures")]
    return first + [row["label"] for row in localised(edition.dimensions)] + last


def row(unit: EditionUnit) -> list[Cell]:
    """One unit as cells."""
    first: list[Cell] = [unit.rank, unit.division.code, unit.name, unit.county, rounded(unit.score, 4)]
    last: list[Cell] = [unit.rank_in_group, unit.rank_in_county, unit.climbed, round(unit.coverage, 4), unit.generated]
    return first + [rounded(score, 4) for score in unit.dimension_scores] + last


def as_csv(edition: Edition) -> bytes:
    """CSV in UTF-8 with a mark, as spreadsheet programs expect it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([disarmed(cell) for cell in line] for line in _lines(edition))
    return text.getvalue().encode("utf-8-sig")


def as_workbook(edition: Edition) -> bytes:
    """A workbook with one sheet, its header frozen and filterable, and a note on generated figures."""
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, safe) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        sheet = book.add_worksheet(edition.code[:31])
        lines = list(_lines(edition))
        sheet.write_row(0, 0, lines[0], bold)
        for number, line in enumerate(lines[1:], start=1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, len(lines) - 1, len(lines[0]) - 1)
        sheet.set_column(1, 3, 14)
        _about(book.add_worksheet(_("About")), edition)
    return buffer.getvalue()


def _about(sheet: xlsxwriter.worksheet.Worksheet, edition: Edition) -> None:
    facts = [
        (_("Edition"), edition.title),
        (_("Period"), edition.period),
        (_("As of"), edition.as_of.isoformat() if edition.as_of else ""),
        (_("Scheme"), str(edition.scheme)),
        (_("Generated figures"), _("Figures counted as generated were made for the demonstration; they are not real.")),
    ]
    for number, line in enumerate(facts):
        sheet.write_row(number, 0, line)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)


def _lines(edition: Edition) -> Iterable[list[Cell]]:
    yield list(header(edition))
    for unit in queries.board(edition):
        yield row(unit)


FORMS = {"csv": Form("text/csv; charset=utf-8", as_csv), "xlsx": Form(_XLSX, as_workbook)}
