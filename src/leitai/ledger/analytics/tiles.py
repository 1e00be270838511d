"""The first indicator of a pivot at its last period as tiles: a square for every unit, those of a county together.

Tiles stand for a map: every township is as large as the next, and no borders are drawn that only a reviewed map may
show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.pivot import Axis, Table, Unit
from leitai.ledger.analytics.presenting import body_text

FEWEST = 3
STEPS = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit as a square: what it says, and the step of its colour by its place among the units (0–9, `none`)."""

    code: str
    name: str
    value: str
    shade: str


@dataclass(frozen=True, slots=True)
class Block:
    """The tiles of a county, or of all units where they are not of counties."""

    name: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """The blocks, of one indicator at one period; `low` and `high` are the ends of its scale as text."""

    period: str
    low: str
    high: str
    blocks: tuple[Block, ...]


def tile_map(table: Table) -> TileMap | None:
    """The tiles of a table whose rows are divisions; None where there are too few to draw."""
    divisions = table.request.rows is Axis.DIVISION and all(unit.code.isdigit() for unit in table.units)
    if not divisions or not table.shown.size:
        return None
    values = table.shown[0, -1]
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < FEWEST:
        return None
    shades = _shades(values, known, best_is_low=table.request.show is Show.RANK)
    said = [body_text(table, value) for value in values.tolist()]
    tiles = [
        (unit, Tile(unit.code, unit.name, text or "–", shade))
        for unit, text, shade in zip(table.units, said, shades, strict=True)
    ]
    order = known[np.argsort(values[known])]
    return TileMap(table.periods[-1].text, said[order[0]], said[order[-1]], tuple(_blocks(tiles)))


def _shades(values: NDArray[np.float64], known: NDArray[np.intp], *, best_is_low: bool) -> list[str]:
    """A tenth of the units for each step of the colour; equal values have one colour."""
    worth = -values if best_is_low else values
    ordered = np.sort(worth[known])
    place = np.searchsorted(ordered, worth, side="left") * STEPS // max(len(ordered), 1)
    return [
        "none" if np.isnan(value) else str(min(int(at), STEPS - 1)) for value, at in zip(values, place, strict=True)
    ]


def _blocks(tiles: Sequence[tuple[Unit, Tile]]) -> list[Block]:
    ordered = sorted(tiles, key=lambda pair: pair[0].above)
    blocks = [
        Block(above, tuple(tile for _unit, tile in group))
        for above, group in groupby(ordered, key=lambda pair: pair[0].above)
    ]
    return sorted(blocks, key=lambda block: -len(block.tiles))
