"""The whole field at a look: how sure the ranks are, and a tile for every unit by county."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leitai.accounts.domain import Actor
from leitai.divisions.queries import place_name, short_place_name
from leitai.league import queries
from leitai.league.models import Edition, EditionUnit
from leitai.league.pages import localised
from leitai.league.spreading import FEW
from leitai.ledger.domain.writing import fixed, tenth

FIRST, LINES = 30, 15


def certainty_page(edition: Edition, county: str, actor: Actor) -> dict[str, Any]:
    """Intervals of the first thirty or of one county, and ranks over the editions of the first fifteen of them."""
    board = [unit for unit in queries.board(edition) if unit.rank is not None]
    units = [unit for unit in board if unit.county_code == county] if county else board[:FIRST]
    return {
        "edition": edition,
        "county": county,
        "counties": sorted({(unit.county_code, unit.county) for unit in board}),
        "units": units,
        "draws": edition.manifest.get("draws", "–"),
        "linear": edition.manifest.get("draws") != str(FEW),  # others are drawn less often, and on two scales
        "generated": any(unit.generated for unit in units),
        "forest": {"units": [_interval(unit) for unit in units if unit.rank_low]},
        "bump": _bump(units[:LINES], actor),
        "unit_address": reverse("league:unit", args=[edition.code, "CODE"]),
    }


def _interval(unit: EditionUnit) -> dict[str, Any]:
    return {
        "name": short_place_name(unit.name),
        "code": unit.division.code,
        "rank": unit.rank,
        "low": unit.rank_low,
        "high": unit.rank_high,
    }


def _bump(units: Sequence[EditionUnit], actor: Actor) -> dict[str, Any]:
    editions = queries.ranks_over_editions([unit.division_id for unit in units], actor)
    rows = [
        {
            "name": short_place_name(unit.name),
            "code": unit.division.code,
            "ranks": [ranks.get(unit.division_id) for _period, ranks in editions],
        }
        for unit in units
    ]
    return {"labels": [period for period, _ranks in editions], "units": rows}


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit as a square: its colour's step (0–9, `none`), and what it says."""

    name: str
    url: str
    title: str
    value: str
    shade: int | str


@dataclass(frozen=True, slots=True)
class County:
    """The tiles of a county, the best first; `median` rank of those that have one."""

    code: str
    name: str
    median: int | None
    tiles: tuple[Tile, ...]


def tiles_page(edition: Edition, by: str) -> dict[str, Any]:
    """Tiles by county, coloured by rank, by score, or by one dimension (`d0`, `d1`, …)."""
    units, dimensions = queries.board(edition), localised(edition.dimensions)
    choices = [("rank", _("Rank")), ("score", _("Score")), *((row["key"], row["label"]) for row in dimensions)]
    by = by if by in dict(choices) else "rank"
    codes = sorted({(unit.county_code, unit.county) for unit in units})
    counties = [_county(code, name, edition, by, units) for code, name in codes]
    return {
        "edition": edition,
        "by": by,
        "choices": choices,
        "counties": sorted(counties, key=lambda county: -len(county.tiles)),
        "scale": (str(len(units)), "1") if by == "rank" else ("0", "100"),
        "generated": any(unit.generated for unit in units),
    }


def _county(code: str, name: str, edition: Edition, by: str, units: Sequence[EditionUnit]) -> County:
    own = [unit for unit in units if unit.county_code == code]
    own.sort(key=lambda unit: _order(unit, by))
    return County(
        code, name, _median(unit.rank for unit in own), tuple(_tile(edition, unit, by, units) for unit in own)
    )


def _order(unit: EditionUnit, by: str) -> tuple[float, str]:
    value = _value(unit, by)
    worth = float("inf") if value is None else (value if by == "rank" else -value)
    return worth, unit.division.code


def _tile(edition: Edition, unit: EditionUnit, by: str, units: Sequence[EditionUnit]) -> Tile:
    value, rank = _value(unit, by), unit.rank
    rated = (None if rank is None else 100 * (len(units) - rank) / max(len(units) - 1, 1)) if by == "rank" else value
    stands = f"{_('Rank')} {rank or '–'}{f' ({unit.interval})' if unit.interval else ''}"
    return Tile(
        name=short_place_name(unit.name),
        url=reverse("league:unit", args=[edition.code, unit.division.code]),
        title=f"{place_name(unit.name)} · {stands} · {_('Score')} {fixed(unit.score, 2)}",
        value=(str(rank or "–") if by == "rank" else fixed(value, 1)),
        shade=tenth(rated),
    )


def _value(unit: EditionUnit, by: str) -> float | None:
    if by == "rank":
        return unit.rank
    return unit.score if by == "score" else unit.dimension_scores[int(by[1:])]


def _median(ranks: Iterable[int | None]) -> int | None:
    known = sorted(rank for rank in ranks if rank is not None)
    return known[len(known) // 2] if known else None
