"""Figures out of prose: what a brief in Chinese says in numbers, of whom, of what, of when, and why we read it so."""

from leitai.quantities.extraction import extract
from leitai.quantities.figures import (
    Basis,
    Comparator,
    DateMention,
    Doubt,
    Extraction,
    Figure,
    Growth,
    Role,
    Status,
    Trap,
)
from leitai.quantities.names import Catalogue, DivisionName, Gazetteer, IndicatorName
from leitai.quantities.rows import rows_in, rows_of
from leitai.quantities.units import Kind

__all__ = [
    "Basis",
    "Catalogue",
    "Comparator",
    "DateMention",
    "DivisionName",
    "Doubt",
    "Extraction",
    "Figure",
    "Gazetteer",
    "Growth",
    "IndicatorName",
    "Kind",
    "Role",
    "Status",
    "Trap",
    "extract",
    "rows_in",
    "rows_of",
]
