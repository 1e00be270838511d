"""Two units side by side, and the unit's nearest better peers: indicator by indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from leitai.league import queries
from leitai.league.models import EditionCell, EditionUnit
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


def pairs(one: EditionUnit, other: EditionUnit, own: Sequence[EditionCell] | None = None) -> list[Pair]:
    """The indicators of both, in the order of the scheme's dimensions; `own` are the first one's cells, if at hand."""
    there = {cell.indicator_id: cell for cell in queries.cells_of(other)}
    labels = {row["code"]: row["label"] for row in localised(one.edition.dimensions)}
    order = {code: place for place, code in enumerate(labels)}
    found = [
        Pair(labels.get(cell.dimension, cell.dimension), cell, there[cell.indicator_id])
        for cell in (queries.cells_of(one) if own is None else own)
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
            "own_label": one.name,
            "peers_label": other.name,
        },
    }


def probability(one: EditionUnit, other: EditionUnit) -> float | None:
    """The share of the drawn tables in which the first stands above the second; None where none were drawn."""
    drawn = _drawn(one.edition_id)
    if drawn is None or one.rank is None or other.rank is None:
        return None
    return drawn.beats(one.division.code, other.division.code)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A better peer of the same kind: how sure it is that it stands above, and where it gains most on the unit."""

    unit: EditionUnit
    above: float | None
    gains: tuple[Pair, ...]


def benchmarks(unit: EditionUnit, number: int = 3, most: int = 4) -> list[Benchmark]:
    """The nearest better peers of the same kind, and the indicators in which they are ahead, the widest gap first."""
    own, drawn = queries.cells_of(unit), _drawn(unit.edition_id)
    return [_benchmark(pairs(unit, peer, own), peer, drawn, most) for peer in queries.better_peers(unit, number)]


def _benchmark(rows: Sequence[Pair], peer: EditionUnit, drawn: Spreading | None, most: int) -> Benchmark:
    ahead = sorted((pair for pair in rows if (pair.gap or 0) > 0), key=lambda pair: -(pair.gap or 0))
    above = drawn.beats(peer.division.code, rows[0].one.unit.division.code) if drawn and rows else None
    return Benchmark(peer, above, tuple(ahead[:most]))


def _drawn(edition_id: int) -> Spreading | None:
    data = queries.spread_of(edition_id)
    return Spreading.from_bytes(data) if data else None
