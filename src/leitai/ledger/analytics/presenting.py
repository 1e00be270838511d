"""What the page of the pivot shows: heads, cells, a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from leitai.divisions.queries import place_name, short_place_name
from leitai.languages import in_english
from leitai.ledger.analytics.catalogue import Subject
from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.pivot import Axis, Table, Unit
from leitai.ledger.domain.periods import Period
from leitai.ledger.queries import unit_named

MOST_ROWS, MOST_COLUMNS, MOST_LINES, MOST_BARS = 200, 36, 8, 24
HELD = {Axis.DIVISION: _("Unit"), Axis.INDICATOR: _("Indicator"), Axis.PERIOD: _("Period")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the number of the fact it is (0 for none), a mark of generated figures, its coverage."""

    text: str
    fact: int
    generated: bool
    partial: str


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a row or column: what it names, in which unit, over how many columns."""

    name: str
    unit: str = ""
    above: str = ""
    code: str = ""
    span: int = 1


def page(table: Table) -> dict[str, Any]:
    """The context of the page."""
    rows = list(body(table))
    columns = heads(table)
    return {
        "table": table,
        "rows": rows[:MOST_ROWS],
        "outer": columns[0] if len(columns) > 1 else [],
        "inner": columns[-1][:MOST_COLUMNS],
        "corner": HELD[table.request.rows],
        "held": [(HELD[axis], shown_as(table.members(axis)[0])) for axis in table.request.held if table.members(axis)],
        "of_counties": table.request.rows is Axis.DIVISION and any(unit.above for unit in table.units),
        "more_rows": max(0, len(rows) - MOST_ROWS),
        "more_columns": max(0, len(columns[-1]) - MOST_COLUMNS),
        "generated": bool(table.cube.generated.any()),
        "chart": chart(table),
    }


def heads(table: Table) -> list[list[Head]]:
    """One line of column heads, or two: the outer ones span the inner ones, as far as the page shows them."""
    axes = table.request.columns
    lines = [[_head(member, table) for member in table.members(axis)] for axis in axes]
    if len(lines) == 1:
        return lines
    outer, inner = lines
    room = [min(len(inner), MOST_COLUMNS - at * len(inner)) for at in range(len(outer))]
    spanning = [Head(head.name, head.unit, span=span) for head, span in zip(outer, room, strict=True) if span > 0]
    return [spanning, [head for _ in outer for head in inner]]


def body(table: Table) -> Iterator[tuple[Head, list[Cell]]]:
    """The rows of the page, each with its first columns."""
    cube, grid = table.cube, table.grid
    decimals = grid(_by_indicator(table, [_decimals(table, subject) for subject in table.subjects]))
    layers = (grid(table.shown), decimals, grid(cube.facts), grid(cube.generated), grid(cube.have), grid(cube.of))
    cut = [layer[:, :MOST_COLUMNS].tolist() for layer in layers]
    for member, *lines in zip(table.members(table.request.rows), *cut, strict=True):
        yield _head(member, table), [_cell(table, cell) for cell in zip(*lines, strict=True)]


def _cell(table: Table, layers: tuple[Any, ...]) -> Cell:
    shown, decimals, fact, generated, have, of = layers
    if shown != shown:  # noqa: PLR0124  # NaN: nothing to show
        return Cell("", 0, False, f"{have}/{of}" if of > 1 else "")
    partial = f"{have}/{of}" if have < of else ""
    link = fact if table.request.show is Show.VALUE else 0
    return Cell(_written(table, shown, decimals), link, generated, partial)


def body_text(table: Table, value: float) -> str:
    """What a cell of the first indicator says; nothing where there is no figure."""
    return "" if np.isnan(value) else _written(table, value, _decimals(table, table.subjects[0]))


def _written(table: Table, value: float, decimals: int) -> str:
    sign = "+" if table.request.show in {Show.YEAR_ON_YEAR, Show.PERIOD_ON_PERIOD} and value > 0 else ""
    return f"{sign}{value:,.{decimals}f}".replace("-", "−")


def _decimals(table: Table, subject: Subject) -> int:
    if table.request.show is Show.VALUE:
        return subject.rule.decimals
    return 0 if table.request.show is Show.RANK else 1


def unit_shown(table: Table, subject: Subject) -> str:
    """The unit of what the cells of an indicator show."""
    show = table.request.show
    if show is Show.VALUE:
        return unit_named(subject.unit)
    if show is Show.RANK:
        return ""
    return gettext("pp") if show is not Show.SHARE and subject.rule.changes_in_points else "%"


def named(member: Subject | Period | Unit) -> str:
    """The name of what runs along an axis, in the reader's language."""
    if isinstance(member, Period):
        return member.text
    return (member.name_en if in_english() else "") or member.name


def shown_as(member: Subject | Period | Unit) -> str:
    """The same on a page, where a division has its English name too; files hold the one that is stored."""
    return place_name(member.name) if isinstance(member, Unit) and not member.name_en else named(member)


def _label(unit: Unit) -> str:
    return named(unit) if unit.name_en else short_place_name(unit.name)


def _head(member: Subject | Period | Unit, table: Table) -> Head:
    if isinstance(member, Subject):
        return Head(named(member), unit_shown(table, member), code=member.code)
    above = short_place_name(member.above) if isinstance(member, Unit) else ""
    return Head(shown_as(member), above=above, code=member.code if isinstance(member, Unit) else "")


def _by_indicator(table: Table, values: Sequence[int]) -> NDArray[np.int64]:
    return np.broadcast_to(np.array(values, dtype=np.int64)[:, None, None], table.shown.shape)


def chart(table: Table) -> dict[str, Any]:
    """The first indicator as lines over time, or as bars of the rows where there is one period."""
    if not table.shown.size:
        return {}
    if len(table.periods) > 1:
        return _lines(table)
    units, values = table.units, table.shown[0, 0]
    order = np.argsort(values if table.request.show is Show.RANK else -values)  # NaN last
    best = [at for at in order[:MOST_BARS].tolist() if not np.isnan(values[at])]
    return _chart(table, "bars", [_label(units[at]) for at in best], [("", [values[at] for at in best])])


def _lines(table: Table) -> dict[str, Any]:
    full = (~np.isnan(table.shown[0])).sum(axis=0)
    some = [at for at in range(len(table.units)) if full[at]][:MOST_LINES]
    lines = [(_label(table.units[at]), table.shown[0, :, at].tolist()) for at in some]
    return _chart(table, "lines", [period.text for period in table.periods], lines)


def _chart(table: Table, kind: str, labels: list[str], lines: list[tuple[str, list[float]]]) -> dict[str, Any]:
    subject = table.subjects[0]
    return {
        "kind": kind,
        "title": named(subject),
        "labels": labels,
        "series": [{"name": name, "values": [_plain(value) for value in values]} for name, values in lines],
        "unit": unit_shown(table, subject),
        "decimals": _decimals(table, subject),
    }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
