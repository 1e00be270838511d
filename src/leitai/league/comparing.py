"""Two units side by side, and the unit's nearest better peers: indicator by indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from leitai.divisions.queries import place_name
from leitai.league import queries
from leitai.league.models import Edition, EditionCell, EditionUnit
from leitai.league.pages import localised
from leitai.league.spreading import Spreading


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator of two units; `gap` = points that the second gains over the first in the total."""

    dimension: str
    one: EditionCell
    other: EditionCell

    @property
    def cells(self) -> tuple[EditionCell, EditionCell]:
        """Of the first and of the second."""
        return self.one, self.other

    @property
    def gap(self) -> float | None:
        """Points by which the second is ahead (negative: behind); None where a unit has no value."""
        if self.one.contribution is None or self.other.contribution is None:
            return None
        return self.other.contribution - self.one.contribution


def pairs(one: EditionUnit, other: EditionUnit) -> list[Pair]:
    """The indicators of both, in the order of the scheme's dimensions."""
    there = {cell.indicator_id: cell for cell in queries.cells_of(other)}
    labels = {row["code"]: row["label"] for row in localised(one.edition.dimensions)}
    order = {code: place for place, code in enumerate(labels)}
    found = [
        Pair(labels.get(cell.dimension, cell.dimension), cell, there[cell.indicator_id])
        for cell in queries.cells_of(one)
        if cell.indicator_id in there
    ]
    return sorted(found, key=lambda pair: order.get(pair.one.dimension, len(order)))


def page(one: EditionUnit, other: EditionUnit) -> dict[str, Any]:
    """Both units with their dimensions and indicators, and how sure it is who stands above."""
    rows = pairs(one, other)
    dimensions = localised(one.edition.dimensions)
    return {
        "edition": one.edition,
        "one": one,
        "other": other,
        "both": (one, other),
        "sides": [("one", _("First unit"), one.division.code), ("other", _("Second unit"), other.division.code)],
        "dimensions": list(zip(dimensions, one.dimension_scores, other.dimension_scores, strict=True)),
        "pairs": rows,
        "above": probability(one, other),
        "units": queries.names_of(one.edition),
        "radar": {
            "dimensions": [row["label"] for row in dimensions],
            "own": [None if score is None else round(score, 2) for score in one.dimension_scores],
            "peers": [None if score is None else round(score, 2) for score in other.dimension_scores],
            "own_label": place_name(one.name),
            "peers_label": place_name(other.name),
        },
    }


def probability(one: EditionUnit, other: EditionUnit) -> float | None:
    """The share of the drawn tables in which the first stands above the second; None where none were drawn."""
    drawn = _drawn(one.edition)
    if drawn is None or one.rank is None or other.rank is None:
        return None
    return drawn.beats(one.division.code, other.division.code)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A better peer of the same kind: how sure it is that it stands above, and where it gains most on the unit."""

    unit: EditionUnit
    above: float | None
    gains: tuple[Pair, ...]


def benchmarks(
    unit: EditionUnit, own: Sequence[EditionCell] | None = None, number: int = 3, most: int = 4
) -> list[Benchmark]:
    """The nearest better peers of the same kind, and the indicators in which they are ahead, the widest gap first.

    `own` are the unit's cells, if at hand. Whole cells are read for those indicators alone.
    """
    cells = _in_order(unit, queries.cells_of(unit) if own is None else own)
    peers, drawn = queries.better_peers(unit, number), _drawn(unit.edition)
    given = queries.contributions_of(peers)
    ahead = {peer.pk: _ahead(cells, given[peer.pk])[:most] for peer in peers}
    there = queries.cells_among([(peer, cell.indicator_id) for peer, found in ahead.items() for cell in found])
    labels = {row["code"]: row["label"] for row in localised(unit.edition.dimensions)}
    return [
        Benchmark(
            peer,
            drawn.beats(peer.division.code, unit.division.code) if drawn else None,
            tuple(
                Pair(labels.get(cell.dimension, cell.dimension), cell, there[peer.pk, cell.indicator_id])
                for cell in ahead[peer.pk]
            ),
        )
        for peer in peers
    ]


def _in_order(unit: EditionUnit, cells: Sequence[EditionCell]) -> list[EditionCell]:
    """Cells in the order of the scheme's dimensions."""
    order = {row["code"]: place for place, row in enumerate(unit.edition.dimensions)}
    return sorted(cells, key=lambda cell: order.get(cell.dimension, len(order)))


def _ahead(cells: Sequence[EditionCell], given: Mapping[int, float | None]) -> list[EditionCell]:
    """The cells of a unit in which another gains points on it, the widest gap first."""
    gaps = [
        (other - cell.contribution, cell)
        for cell in cells
        if cell.contribution is not None and (other := given.get(cell.indicator_id)) is not None
    ]
    return [cell for gap, cell in sorted(gaps, key=lambda pair: -pair[0]) if gap > 0]


def _drawn(edition: Edition) -> Spreading | None:
    """The intervals of a frozen edition; they never change, so they are unpacked once."""
    return _unpacked(edition.pk, str(edition.manifest.get("spread_sha256", "")))


@lru_cache(maxsize=8)
def _unpacked(number: int, digest: str) -> Spreading | None:  # noqa: ARG001 - the digest keeps databases apart
    data = queries.spread_of(number)
    return Spreading.from_bytes(data) if data else None
