"""The page of a unit in an edition: where it stands, why, what moved it, what would lift it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from leitai.accounts.domain import Actor
from leitai.divisions.queries import place_name
from leitai.languages import in_english
from leitai.league import comparing, explaining, moving, queries, services
from leitai.league.domain.counterfactuals import Way
from leitai.league.domain.joint import Joint, Part
from leitai.league.models import EditionCell, EditionUnit
from leitai.league.pages import KIND_LABELS, localised, rounded

if TYPE_CHECKING:
    from leitai.ledger.models import Indicator

PART_LABELS = {
    "own": _("Own figures"),
    "others": _("Figures of the others"),
    "method": _("Change of method"),
    "revision": _("Revision of earlier figures"),
}
GOAL_LABELS = {
    "place": _("To pass the next place"),
    "top": _("To be among the first ten"),
    "grade": _("To reach the next grade"),
}
EFFORTS = (
    (0.25, pgettext_lazy("effort", "small")),
    (1.0, pgettext_lazy("effort", "middling")),
    (float("inf"), pgettext_lazy("effort", "great")),
)


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension of one unit: its score, rank, the peers' median, and its indicators."""

    label: str
    score: float | None
    rank: int | None
    peers: float | None
    weight: float
    cells: tuple[EditionCell, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a unit's page rests on the frozen edition alone, written out; `model` is the nearest better peer."""

    six: str
    neighbours: str
    rest: str
    total: int
    model: str


def unit_page(unit: EditionUnit, actor: Actor) -> dict[str, Any]:
    """A unit in an edition: why it stands where it stands."""
    digest = str(unit.edition.manifest.get("result_sha256", ""))
    return {**_of_reader(unit, actor), "parts": _parts(unit, digest, get_language() or "")}


@lru_cache(maxsize=256)
def _parts(unit: EditionUnit, digest: str, language: str) -> Parts:  # noqa: ARG001 - what else the parts depend on
    """A frozen edition never changes, so that its parts of the page are written once a process and language."""
    context = _frozen(unit)
    six, neighbours, rest = (
        render_to_string(f"league/_unit_{name}.html", context) for name in ("six", "neighbours", "rest")
    )
    peers = context["benchmarks"]
    return Parts(six, neighbours, rest, total=context["total"], model=peers[0].unit.division.code if peers else "")


def _of_reader(unit: EditionUnit, actor: Actor) -> dict[str, Any]:
    """What depends on who reads, and when: the editions one may see, and whether one may object now."""
    history = queries.history_of(unit.division_id, actor)
    return {
        "edition": unit.edition,
        "unit": unit,
        "kind_label": KIND_LABELS.get(unit.kind, unit.kind),
        "history": history,
        "trend": {
            "labels": [row.edition.period for row in history],
            "ranks": [row.rank for row in history],
            "scores": [rounded(row.score, 2) for row in history],
            **_bands(history),
        },
        "may_object": services.may_object(actor, unit),
    }


def _frozen(unit: EditionUnit) -> dict[str, Any]:
    """What rests on the frozen edition alone."""
    rows = dimension_rows(unit, queries.peers_of(unit))
    return {
        "edition": unit.edition,
        "unit": unit,
        "rows": rows,
        "neighbours": queries.neighbours(unit),
        "total": unit.edition.units.count(),
        "radar": {
            "dimensions": [row.label for row in rows],
            "own": [rounded(row.score, 2) for row in rows],
            "peers": [rounded(row.peers, 2) for row in rows],
            "own_label": place_name(unit.name),
            "peers_label": str(_("Median of peers")),
        },
        "contributions": _contributions(rows),
        **_reasons(unit, rows),
    }


def dimension_rows(unit: EditionUnit, peers: queries.Bench) -> list[DimensionRow]:
    """The dimensions of a unit in the order of the scheme."""
    cells = queries.cells_of(unit)
    return [
        DimensionRow(
            label=row["label"],
            score=unit.dimension_scores[place],
            rank=unit.dimension_ranks[place],
            peers=peers.scores[place],
            weight=row["weight"],
            cells=tuple(cell for cell in cells if cell.dimension == row["code"]),
        )
        for place, row in enumerate(localised(unit.edition.dimensions))
    ]


def _contributions(rows: Sequence[DimensionRow], most: int = 12) -> dict[str, Any]:
    """The indicators that tell most: contribution against what full marks would give."""
    english = in_english()
    cells = [cell for row in rows for cell in row.cells if cell.contribution is not None]
    cells.sort(key=lambda cell: -abs((cell.contribution or 0) - cell.weight * 50))
    return {
        "labels": [cell.indicator.name_en if english else cell.indicator.name for cell in cells[:most]],
        "values": [round((cell.contribution or 0) - cell.weight * 50, 3) for cell in cells[:most]],
    }


def _bands(history: Sequence[EditionUnit]) -> dict[str, list[int]]:
    """The intervals of the ranks, where every edition has one."""
    known = [(row.rank_low, row.rank_high) for row in history if row.rank_low and row.rank_high]
    if len(known) < len(history):
        return {}
    return {"low": [low for low, _ in known], "high": [high for _, high in known]}


@dataclass(frozen=True, slots=True)
class Rise:
    """What one indicator must become: the figures with their unit, and how great a step that is among the units."""

    indicator: "Indicator"
    now: float
    figure: float
    effort: Any

    @property
    def change(self) -> float:
        """In the unit of the indicator."""
        return self.figure - self.now

    @property
    def decimals(self) -> int:
        """Enough to tell the two figures apart."""
        least = self.indicator.decimals
        return next((n for n in range(least, 8) if round(self.now, n) != round(self.figure, n)), 8)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with the ways to it: one indicator alone, or several together."""

    label: Any
    rank: int
    alone: tuple[Rise, ...]
    together: tuple[Rise, ...]


def _reasons(unit: EditionUnit, rows: Sequence[DimensionRow]) -> dict[str, Any]:
    known = {cell.indicator.code: cell.indicator for row in rows for cell in row.cells}
    found = explaining.steps(unit.edition, unit.division.code)
    return {
        "goals": [_goal(step, known) for step in found],
        "moved": _moved(unit.moved),
        "benchmarks": comparing.benchmarks(unit, [cell for row in rows for cell in row.cells]),
    }


def _goal(step: explaining.Step, known: Mapping[str, "Indicator"]) -> Goal:
    alone = tuple(_rise(way, way.effort, known) for way in step.ways)
    joint: Joint | None = step.joint if step.joint and len(step.joint.parts) > 1 else None
    together = tuple(_rise(part, part.cost, known) for part in joint.parts) if joint else ()
    return Goal(GOAL_LABELS[step.kind], step.rank, alone, together)


def _rise(way: Way | Part, effort: float, known: Mapping[str, "Indicator"]) -> Rise:
    label = next(label for limit, label in EFFORTS if effort <= limit)
    return Rise(known[way.indicator], way.now, way.figure, label)


@dataclass(frozen=True, slots=True)
class Move:
    """A part of the change since the edition before: points, and places won (negative: lost)."""

    label: Any
    points: float | None
    places: float | None


def _moved(parts: Mapping[str, Sequence[float | None]] | None) -> list[Move]:
    """The parts that add up to the change, then the change itself; none where there was no edition before."""
    if not parts:
        return []
    rows = [Move(PART_LABELS[name], parts[name][0], _won(parts[name][1])) for name in moving.PARTS]
    return [*rows, Move(_("In all"), parts["change"][0], _won(parts["change"][1]))]


def _won(places: float | None) -> float | None:
    return None if places is None else -places + 0.0


def profile_page(unit: EditionUnit, actor: Actor) -> dict[str, Any]:
    """What the one-page profile shows: the same as the page of the unit, with its strongest and weakest indicators."""
    context = {**_of_reader(unit, actor), **_frozen(unit)}
    cells = [cell for row in context["rows"] for cell in row.cells if cell.rank and cell.fact]
    cells.sort(key=lambda cell: (cell.rank or 0, -cell.weight))
    half = min(6, len(cells) // 2)
    lists = [(_("Strongest indicators"), cells[:half]), (_("Weakest indicators"), cells[::-1][:half])]
    return {**context, "lists": lists}
