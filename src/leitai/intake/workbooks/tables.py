"""Figures of somebody's own table, by its shape; every cell that cannot be read is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake.domain.tables import Shape, bare, recognised
from leitai.intake.queries.datasets import Terms
from leitai.intake.workbooks.faults import CellFault
from leitai.intake.workbooks.reading import Sheet, figure_at
from leitai.ledger import queries as ledger


@dataclass(frozen=True, slots=True)
class TableCell:
    """A figure of a table: whose, of what, how much, where it stands."""

    division: str
    indicator: str
    value: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table says; `outside` are units outside the reader's post, which are left out."""

    cells: tuple[TableCell, ...]
    faults: tuple[CellFault, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What names mean: indicators of the data set by phrase, units by name or code."""

    phrases: Mapping[str, str]
    units: Mapping[str, str]
    scope: frozenset[str]


def names_for(terms: Terms, actor: Actor) -> Names:
    """The names that a table of this data set may use. A name that two units share means neither."""
    phrases: dict[str, str] = {}
    for row in ledger.indicators().filter(code__in=terms.spec.indicators).prefetch_related("aliases"):
        phrases |= {alias.phrase: row.code for alias in row.aliases.all() if alias.accepted}
        phrases |= {row.name: row.code, row.name_en: row.code, row.code: row.code}
    units: dict[str, str] = {}
    for code, place in divisions.by_codes().items():
        units[code] = code
        units[place.name] = "" if place.name in units else code
    return Names({bare(phrase): code for phrase, code in phrases.items()}, units, actor.scope)


def shape_for(sheet: Sheet, names: Names) -> Shape:
    """The shape that a sheet suggests."""
    rows = [[sheet.text(column, row) for column in range(1, len(cells) + 1)] for row, cells in enumerate(sheet.rows, 1)]
    return recognised(rows, names.phrases, names.units)


def read_table(sheet: Sheet, shape: Shape, names: Names) -> TableRead:
    """The figures of a sheet. A row without a unit is passed over where it holds no figure, and named where it does."""
    cells: list[TableCell] = []
    faults: list[CellFault] = []
    outside: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    for row in range(shape.header_row + 1, len(sheet.rows) + 1):
        for found in _row(sheet, row, shape, names):
            if isinstance(found, CellFault):
                faults.append(found)
            elif found.division not in names.scope:
                outside.append(found.division)
            elif (first := seen.setdefault((found.division, found.indicator), found.place)) != found.place:
                words = _("the same figure stands at %(cell)s already") % {"cell": first.partition(":")[2]}
                faults.append(CellFault(found.place.partition(":")[2], words))
            else:
                cells.append(found)
    return TableRead(tuple(cells), tuple(faults), tuple(sorted(set(outside))))


def _row(sheet: Sheet, row: int, shape: Shape, names: Names) -> Iterator[TableCell | CellFault]:
    unit = bare(sheet.text(shape.unit_column, row)) if shape.unit_column else ""
    columns = {shape.value_column: _named(sheet, row, shape, names)} if shape.long else shape.indicators
    for column, indicator in columns.items():
        value = figure_at(sheet, column, row)
        cell = sheet.name_of(column, row)
        if value is None or not indicator:
            continue
        if isinstance(value, CellFault):
            yield value
        elif not names.units.get(unit):
            known = _("“%(name)s” is no unit, or more than one has this name: write its 12-digit code")
            yield CellFault(sheet.name_of(shape.unit_column or 1, row), known % {"name": unit[:40]})
            return
        else:
            yield TableCell(names.units[unit], indicator, value, f"cell:{cell}")


def _named(sheet: Sheet, row: int, shape: Shape, names: Names) -> str:
    return names.phrases.get(bare(sheet.text(shape.name_column, row)), "")
