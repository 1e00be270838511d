"""What the pages of the league show."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from leitai.accounts.domain import Actor, Role
from leitai.divisions.queries import called, is_called, place_name
from leitai.languages import in_english
from leitai.league import queries
from leitai.league.domain.states import EditionState
from leitai.league.models import Edition, EditionUnit
from leitai.ledger.domain.writing import fixed, tenth, unlocalized, whole_number

STATE_LABELS = {
    EditionState.DRAFT: _("Draft"),
    EditionState.FROZEN: _("Frozen"),
    EditionState.NOTICE: _("Public notice"),
    EditionState.FINAL: _("Final"),
}
KIND_LABELS = {"street": _("Subdistrict"), "town": _("Town"), "township": _("Township")}
GROUPS = {"streets": frozenset({"street"}), "towns": frozenset({"town", "township"})}


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a reader chose to see of a board: order, county, group, words."""

    sort: str = "rank"
    descending: bool = False
    county: str = ""
    group: str = ""
    words: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "BoardView":
        """Read a query string; what is not understood is left at its default."""
        sort = query.get("sort", "rank")
        return cls(
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            county=query.get("county", ""),
            group=query.get("group", ""),
            words=query.get("q", "").strip(),
        )

    def shows(self, unit: EditionUnit) -> bool:
        """Whether a unit passes the filters."""
        return (
            (not self.county or unit.county_code == self.county)
            and (self.group not in GROUPS or unit.kind in GROUPS[self.group])
            and (not self.words or is_called(unit.name, self.words) or is_called(unit.county, self.words))
        )

    def order(self, units: Sequence[EditionUnit]) -> list[EditionUnit]:
        """The units in the chosen order; ties by rank, those without a rank last either way."""
        ranked = sorted((unit for unit in units if unit.rank), key=self._key, reverse=self.descending)
        return ranked + [unit for unit in units if not unit.rank]

    def _key(self, unit: EditionUnit) -> tuple[Any, float]:
        place = whole_number(self.sort[1:]) if self.sort.startswith("d") else None
        if place is not None:
            known = place < len(unit.dimension_scores)
            return (_least(unit.dimension_scores[place]) if known else 0, _last(unit.rank))
        if self.sort in {"name", "county"}:
            return (place_name(unit.name if self.sort == "name" else unit.county), _last(unit.rank))
        plain = {"score": _least(unit.score), "change": unit.climbed or 0}
        return (plain.get(self.sort, _last(unit.rank)), _last(unit.rank))


def _last(rank: int | None) -> float:
    return math.inf if rank is None else rank


def _least(score: float | None) -> float:
    return -math.inf if score is None else score


def rounded(value: float | None, places: int) -> float | None:
    """A number for a chart; None where there is no score."""
    return None if value is None else round(value, places)


def board_rows(units: Sequence[EditionUnit], address: str) -> list[SafeString]:
    """Units as rows of the table, written whole: a template is slow at 185 × 12 cells. `address` is the url of a
    unit's page with CODE in the place of its code.
    """
    changes = {places: _change(places) for places in {unit.climbed for unit in units}}
    above = gettext("stands above the next unit in %s %% of the tables drawn")
    return [_row(unit, address, changes[unit.climbed], above) for unit in units]


_ROW = (
    '<tr data-code="{}" data-county="{}" data-kind="{}" data-also="{}"><td class="num rank" data-value="{}"{}>{}{}</td>'
    '<td class="num" data-value="{}">{}</td><th scope="row"><a href="{}">{}</a></th><td{}>{}</td>{}{}</tr>'
)


def _row(unit: EditionUnit, address: str, change: SafeString, above: str) -> SafeString:
    code, rank = unit.division.code, "" if unit.rank is None else str(unit.rank)
    name, county = called(unit.name), called(unit.county)
    trust = None if unit.above_next is None else above % round(100 * unit.above_next)
    return format_html(
        _ROW,
        code,
        unit.county_code,
        unit.kind,
        f"{name.other} {county.other} {county.name}",
        rank,
        "" if trust is None else format_html(' title="{}"', trust),
        rank or "–",
        format_html(" <small>({})</small>", unit.interval) if unit.interval else "",
        "" if unit.climbed is None else str(unit.climbed),
        change,
        address.replace("CODE", code),
        name.name,
        "" if county.short == county.name else format_html(' title="{}"', county.name),
        county.short,
        _cell("num score", unit.score, 2),
        _joined(_cell(f"num heat heat-{tenth(score)}", score, 1) for score in unit.dimension_scores),
    )


def _cell(kind: str, score: float | None, decimals: int) -> SafeString:
    """A cell of the table; numbers and our own class names need no escaping."""
    return mark_safe(f'<td class="{kind}" data-value="{unlocalized(score)}">{fixed(score, decimals)}</td>')  # noqa: S308


def _joined(cells: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(cells))  # noqa: S308  # safe each


def _change(places: int | None) -> SafeString:
    return _change_in(get_language(), places)


@lru_cache(maxsize=2000)
def _change_in(_language: str | None, places: int | None) -> SafeString:
    return SafeString(render_to_string("league/_change.html", {"places": places}))


def board_page(edition: Edition, view: BoardView, actor: Actor) -> dict[str, Any]:
    """A board with its filters, and the heat map of units × dimensions."""
    units = queries.board(edition)
    shown = view.order([unit for unit in units if view.shows(unit)])
    dimensions = localised(edition.dimensions)
    address = reverse("league:unit", args=[edition.code, "CODE"])
    return {
        "edition": edition,
        "state_label": STATE_LABELS[EditionState(edition.state)],
        "rows": board_rows(shown, address),
        "unit_address": address,
        "total": len(units),
        "dimensions": dimensions,
        "view": view,
        "counties": sorted({(unit.county_code, unit.county) for unit in units}),
        "heatmap": _heatmap(shown, dimensions),
        "generated": any(unit.generated for unit in units),
        "officer": actor.has(*queries.OFFICERS),
        "correction": queries.correction_of(edition, actor),
        "objections": queries.open_objections(edition),
    }


def _heatmap(units: Sequence[EditionUnit], dimensions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "units": [_column(unit) for unit in units],
        "dimensions": [row["label"] for row in dimensions],
        "scores": [[rounded(score, 1) for score in unit.dimension_scores] for unit in units],
    }


def _column(unit: EditionUnit) -> dict[str, Any]:
    said = called(unit.name)
    column = {"name": said.name, "code": unit.division.code, "rank": unit.rank}
    return column if said.short == said.name else {**column, "short": said.short}


def localised(dimensions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Dimensions with their label in the reader's language."""
    english = in_english()
    return [
        {**row, "label": (row["name_en"] if english else "") or row["name"], "key": f"d{place}"}
        for place, row in enumerate(dimensions)
    ]


def manage_page(edition: Edition, actor: Actor) -> dict[str, Any]:
    """An edition as its officer sees it."""
    state = EditionState(edition.state)
    correction = queries.correction_of(edition, actor)
    return {
        "edition": edition,
        "correction": correction,
        "waiting": queries.open_objections(edition),
        "correctable": actor.has(Role.LEAGUE_OFFICER) and state.published and correction is None,
        "state_label": STATE_LABELS[state],
        "steps": [(STATE_LABELS[step], step.value, list(EditionState).index(step)) for step in EditionState],
        "place": list(EditionState).index(state),
        "following": state.following,
        "following_label": STATE_LABELS[state.following] if state.following else "",
        "may_advance": actor.has(Role.LEAGUE_OFFICER),
        "units": edition.units.count(),
        "coverage": queries.coverage(edition),
    }
