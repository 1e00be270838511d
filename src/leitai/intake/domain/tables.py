"""The shape of somebody's table: where its names stand, which column is the unit, and which hold which indicator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LOOKED_AT = 12
"""Rows and columns that are looked at for names."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns count from 1. Wide: `indicators` by column. Long: one column names the indicator, one the figure."""

    header_row: int
    unit_column: int
    indicators: Mapping[int, str] = field(default_factory=dict)
    name_column: int = 0
    value_column: int = 0

    @property
    def long(self) -> bool:
        """Whether each row holds one figure with the name of its indicator."""
        return bool(self.name_column and self.value_column)

    def stored(self) -> dict[str, Any]:
        """As JSON; `shape_of` reads it back."""
        return {
            "header_row": self.header_row,
            "unit_column": self.unit_column,
            "indicators": {str(column): code for column, code in self.indicators.items()},
            "name_column": self.name_column,
            "value_column": self.value_column,
        }


def shape_of(stored: Mapping[str, Any]) -> Shape:
    """A stored shape."""
    indicators = {int(column): str(code) for column, code in stored["indicators"].items()}
    return Shape(stored["header_row"], stored["unit_column"], indicators, stored["name_column"], stored["value_column"])


Texts = Sequence[Sequence[str]]


def recognised(rows: Texts, phrases: Mapping[str, str], units: Mapping[str, str]) -> Shape:
    """The shape that the names in a table suggest. `phrases` mean indicators and `units` divisions."""
    header, indicators = _header(rows, phrases)
    name_column, first = _names_down(rows, phrases)
    if first and len(indicators) < 2:
        unit_column = _column_of(rows, units, first)
        value_column = next((c for c in _numeric(rows, first - 1) if c not in {unit_column, name_column}), 0)
        return Shape(max(1, first - 1), unit_column, {}, name_column, value_column)
    return Shape(header, _column_of(rows, units, header), indicators)


def _names_down(rows: Texts, phrases: Mapping[str, str]) -> tuple[int, int]:
    """The column that names an indicator in two rows or more, and the first such row; zeros where there is none."""
    found: dict[int, list[int]] = {}
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row[:LOOKED_AT], 1):
            if bare(text) in phrases:
                found.setdefault(column, []).append(number)
    column = max(found, key=lambda one: len(found[one]), default=0)
    return (column, found[column][0]) if column and len(found[column]) > 1 else (0, 0)


def _header(rows: Texts, phrases: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    """The row among the first with the most names of indicators, and what each column there is."""
    best: tuple[int, dict[int, str]] = (1, {})
    for number, row in enumerate(rows[:LOOKED_AT], 1):
        found = {column: code for column, text in enumerate(row, 1) if (code := phrases.get(bare(text)))}
        if len(found) > len(best[1]):
            best = number, found
    return best


def _column_of(rows: Texts, names: Mapping[str, str], header: int) -> int:
    """The column with the most known names below the header; 0 where there is none."""
    hits: dict[int, int] = {}
    for row in rows[header - 1 :]:
        for column, text in enumerate(row[:LOOKED_AT], 1):
            hits[column] = hits.get(column, 0) + (bare(text) in names)
    column = max(hits, key=lambda one: hits[one], default=0)
    return column if column and hits[column] else 0


def _numeric(rows: Texts, header: int) -> Iterator[int]:
    width = max((len(row) for row in rows), default=0)
    for column in range(1, width + 1):
        texts = [row[column - 1] for row in rows[header:] if column <= len(row) and row[column - 1]]
        if sum(_is_number(text) for text in texts) > len(texts) / 2:
            yield column


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").lstrip("-").isdigit()


def bare(text: str) -> str:
    """A name without spaces and without a unit of measure in brackets.

    >>> bare(" 财政总收入（亿元）")
    '财政总收入'
    """
    plain = "".join(text.split()).replace("(", "（")
    return plain.partition("（")[0]
