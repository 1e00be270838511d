"""The pivot as files, and the facts behind it as a stream. Nothing in them runs: text like a formula is disarmed."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import polars as pl
import xlsxwriter
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leitai.ledger.analytics.pivot import Table
from leitai.ledger.analytics.presenting import heads, named, unit_shown
from leitai.ledger.domain.facts import EvidenceKind, plain
from leitai.ledger.domain.writing import disarmed
from leitai.ledger.models import Fact

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 2000
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Form:
    """A file form: its media type, and how a table is written in it."""

    media_type: str
    write: Callable[[Table], bytes]


def lines(table: Table) -> Iterator[list[Cell]]:
    """The table as rows of cells under one or two lines of heads."""
    for line in _head_lines(table):
        yield ["", "", *line]
    shown = table.grid(table.shown)
    for member, values in zip(table.members(table.request.rows), shown, strict=True):
        code = getattr(member, "code", "") or ""
        yield [code, named(member), *(None if np.isnan(value) else float(value) for value in values)]


def _head_lines(table: Table) -> Iterator[list[str]]:
    *outer, inner = [[_titled(table, member) for member in table.members(axis)] for axis in table.request.columns]
    if outer:
        yield [name for name in outer[0] for _ in inner]
    yield inner * (len(outer[0]) if outer else 1)


def _titled(table: Table, member: object) -> str:
    subject = next((subject for subject in table.subjects if subject is member), None)
    name = named(member)  # type: ignore[arg-type]  # a member of an axis
    return f"{name} ({unit_shown(table, subject)})" if subject and unit_shown(table, subject) else name


def as_csv(table: Table) -> bytes:
    """CSV in UTF-8 with a mark, as spreadsheet programs expect it."""
    text = io.StringIO()
    csv.writer(text).writerows([disarmed(cell) for cell in line] for line in lines(table))
    return text.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    """A workbook: the table with frozen heads, and a sheet that says what it is. Rows go to disk as they come."""
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(buffer, safe) as book:
        sheet = book.add_worksheet(_("Pivot"))
        sheet.freeze_panes(len(heads(table)), 2)
        sheet.set_column(1, 1, 18)
        for number, line in enumerate(lines(table)):
            sheet.write_row(number, 0, line)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 1, 40)
        for number, note in enumerate(_about(table)):
            about.write_row(number, 0, note)
    return buffer.getvalue()


def _about(table: Table) -> Iterable[tuple[str, str]]:
    asked = table.request
    yield _("Shown"), str(asked.show)
    yield _("Level"), str(asked.level)
    yield _("Roll up"), str(asked.tree)
    yield _("As known on"), asked.as_of.isoformat() if asked.as_of else ""
    yield _("Generated figures"), str(int(table.cube.generated.sum()))


def as_parquet(table: Table) -> bytes:
    """One row a cell: indicator, unit, period, value, what is shown, fact, generated, have, of."""
    cube = table.cube
    spots = np.nonzero(cube.present)
    names = (cube.indicators, cube.periods, cube.units)
    columns = {
        name: np.array(codes, dtype=object)[place]
        for name, codes, place in zip(("indicator", "period", "unit"), names, spots, strict=True)
    }
    figures = {name: getattr(cube, name)[spots] for name in ("values", "facts", "generated", "have", "of")}
    buffer = io.BytesIO()
    pl.DataFrame({**columns, **figures, "shown": table.shown[spots]}).write_parquet(buffer)
    return buffer.getvalue()


FORMS = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "xlsx": Form(XLSX, as_workbook),
    "parquet": Form("application/vnd.apache.parquet", as_parquet),
}
_COLUMNS = (
    "id", "indicator__code", "indicator__name", "indicator__unit", "division__code", "division__name", "period",
    "status", "comparator", "value", "value_max", "source__kind", "recorded_at",
)  # fmt: skip
_HEADER = (
    "fact", "indicator", "name", "unit", "division", "division_name", "period", "status", "comparator", "value",
    "value_max", "generated", "recorded_at",
)  # fmt: skip


def facts_as_csv(facts: QuerySet[Fact]) -> Iterator[bytes]:
    """Facts as CSV, a piece at a time from a cursor on the server: memory does not grow with their number."""
    yield "\ufeff".encode() + _written([_HEADER])
    with transaction.atomic():
        rows = facts.order_by("id").values_list(*_COLUMNS).iterator(chunk_size=_CHUNK)
        while piece := list(islice(rows, _CHUNK)):
            yield _written(_fact_line(row) for row in piece)


def _fact_line(row: tuple[object, ...]) -> list[Cell]:
    *first, value, value_max, kind, recorded_at = row
    numbers = [plain(value), "" if value_max is None else plain(value_max)]  # type: ignore[arg-type]  # decimals
    told = [disarmed(str(cell)) if at else int(str(cell)) for at, cell in enumerate(first)]
    return [*told, *numbers, int(kind == EvidenceKind.GENERATED), recorded_at.isoformat()]  # type: ignore[attr-defined]


def _written(rows: Iterable[Iterable[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
