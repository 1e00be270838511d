"""Reads of editions: the board, a unit, its history; drafts and frozen ones only for the city's officers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet, Sum

from leitai.accounts.domain import Actor, Role
from leitai.league.domain.states import EditionState
from leitai.league.models import Edition, EditionCell, EditionUnit, Objection, ObjectionState, SchemeVersion
from leitai.ledger import queries as ledger

if TYPE_CHECKING:
    from leitai.ledger.models import Indicator

OFFICERS = (Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
PUBLISHED = (EditionState.NOTICE, EditionState.FINAL)
HEAVY = ("result", "spread", "manifest", "notes", "dimensions")
TEXTS = ("fact__source__text", "unit__moved")
BY_RANK = (F("rank").asc(nulls_last=True), "division__code")


@dataclass(frozen=True, slots=True)
class Bench:
    """The median score of the peers (same kind of division) in each dimension."""

    label: str
    scores: tuple[float | None, ...]


def editions_for(actor: Actor) -> QuerySet[Edition]:
    """Editions an actor may see: published ones, and for the city's officers all."""
    rows = Edition.objects.select_related("scheme", "corrects").defer(
        "result", "spread", "corrects__result", "corrects__spread"
    )
    return rows if actor.has(*OFFICERS) else rows.filter(state__in=PUBLISHED)


def edition_for(actor: Actor, code: str) -> Edition | None:
    """One edition, where the actor may see it."""
    return editions_for(actor).filter(code=code).first()


def newest_edition(actor: Actor) -> Edition | None:
    """The newest edition with scores that the actor may see."""
    return editions_for(actor).exclude(state=EditionState.DRAFT).first()


def board(edition: Edition) -> list[EditionUnit]:
    """All units of an edition by rank."""
    return list(edition.units.select_related("division").order_by(*BY_RANK))


def leaders(edition: Edition, number: int) -> list[EditionUnit]:
    """The first units of an edition."""
    return list(edition.units.select_related("division").order_by(*BY_RANK)[:number])


def unit_of(edition: Edition, code: str) -> EditionUnit | None:
    """One unit in an edition."""
    return edition.units.select_related("division").filter(division__code=code).first()


def cells_of(unit: EditionUnit) -> list[EditionCell]:
    """The indicators of a unit with the facts they came from, by dimension and weight."""
    related = ("unit__division", "indicator", "fact__source", "fact__indicator", "fact__division")
    rows = unit.cells.select_related(*related).defer(*TEXTS)
    return list(rows.order_by("dimension", "-weight", "indicator__code"))


def history_of(division_id: int, actor: Actor) -> list[EditionUnit]:
    """A unit in all editions the actor may see, oldest first."""
    rows = EditionUnit.objects.filter(division_id=division_id, edition__in=editions_for(actor))
    light = rows.select_related("edition").defer("moved", *(f"edition__{name}" for name in HEAVY))
    return list(light.order_by("edition__last_day", "edition_id"))


def peers_of(unit: EditionUnit) -> Bench:
    """The medians of the units of the same kind, dimension by dimension."""
    rows = EditionUnit.objects.filter(edition_id=unit.edition_id, kind=unit.kind)
    columns = list(zip(*rows.values_list("dimension_scores", flat=True), strict=True))
    return Bench(unit.kind, tuple(_median(column) for column in columns))


def neighbours(unit: EditionUnit, reach: int = 3) -> list[EditionUnit]:
    """The units around one in the ranking, itself among them."""
    rows = EditionUnit.objects.filter(edition_id=unit.edition_id).order_by(*BY_RANK)
    numbers = list(rows.values_list("pk", flat=True))
    first = max(0, min(numbers.index(unit.pk) - reach, len(numbers) - 2 * reach - 1))
    around = numbers[first : first + 2 * reach + 1]
    return list(rows.filter(pk__in=around).select_related("division").defer("moved"))


def newest_scheme(code: str) -> SchemeVersion | None:
    """The newest version of a scheme."""
    return SchemeVersion.objects.filter(code=code).order_by("-registered_at", "-id").first()


def schemes() -> QuerySet[SchemeVersion]:
    """All versions of all schemes."""
    return SchemeVersion.objects.all()


def _median(values: Sequence[float | None]) -> float | None:
    ordered = sorted(value for value in values if value is not None)
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the cells of an edition: how many there are, how many have a figure, how many figures are generated."""

    cells: int
    figures: int
    generated: int


def coverage(edition: Edition) -> Coverage:
    """How complete an edition is."""
    cells = EditionCell.objects.filter(unit__edition=edition)
    counted = cells.aggregate(cells=Count("id"), figures=Count("fact"))
    generated = edition.units.aggregate(total=Sum("generated"))["total"] or 0
    return Coverage(counted["cells"], counted["figures"], generated)


def best_of_kind(unit: EditionUnit, indicators: Sequence[int]) -> dict[int, EditionCell]:
    """For each indicator the cell of the best unit of the same kind, by its normalised value."""
    cells = EditionCell.objects.filter(
        unit__edition_id=unit.edition_id, unit__kind=unit.kind, indicator_id__in=indicators, fact__isnull=False
    )
    best = cells.order_by("indicator_id", F("normalised").desc(nulls_last=True), "unit__rank").distinct("indicator_id")
    related = ("unit", "indicator", "fact__indicator", "fact__source")
    return {cell.indicator_id: cell for cell in best.select_related(*related)}


def correction_of(edition: Edition, actor: Actor) -> Edition | None:
    """The edition that takes the place of this one, where the actor may see it."""
    return editions_for(actor).exclude(state=EditionState.DRAFT).filter(corrects=edition).order_by("-id").first()


def objections_of(edition: Edition) -> QuerySet[Objection]:
    """All objections to an edition, oldest first."""
    rows = Objection.objects.filter(unit__edition=edition)
    related = ("unit__division", "indicator", "fact__indicator", "filed_by__division", "answered_by__division")
    return rows.select_related(*related).order_by("filed_at", "id")


def upheld(edition: Edition) -> QuerySet[Objection]:
    """The objections to an edition that were upheld: what a correction has to mend."""
    return objections_of(edition).filter(state=ObjectionState.UPHELD)


def open_objections(edition: Edition) -> int:
    """How many objections wait for an answer."""
    return Objection.objects.filter(unit__edition=edition, state=ObjectionState.OPEN).count()


def objection(number: int, actor: Actor) -> Objection | None:
    """One objection to an edition that the actor may see."""
    rows = Objection.objects.filter(pk=number, unit__edition__in=editions_for(actor))
    return rows.select_related("unit__division", "unit__edition").first()


def cells_that_differ(old: Edition, new: Edition) -> set[tuple[int, int]]:
    """(division, indicator) of the cells whose fact is another one in the two editions, or that one of them lacks."""
    names = ("unit__division_id", "indicator_id", "fact_id")
    there, here = (EditionCell.objects.filter(unit__edition=edition).values_list(*names) for edition in (old, new))
    changed = [*here.difference(there), *there.difference(here)]
    return {(division, indicator) for division, indicator, _ in changed}


def cells_at(edition: Edition, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], EditionCell]:
    """The cells of an edition at (division, indicator), with their facts."""
    rows = EditionCell.objects.filter(
        unit__edition=edition,
        unit__division_id__in={division for division, _ in keys},
        indicator_id__in={indicator for _, indicator in keys},
    ).select_related("unit", "indicator", "fact__indicator", "fact__source")
    found = {(row.unit.division_id, row.indicator_id): row for row in rows}
    return {key: found[key] for key in keys if key in found}


def spread_of(edition_id: int) -> bytes:
    """The canonical bytes of an edition's intervals."""
    return bytes(Edition.objects.values_list("spread", flat=True).get(pk=edition_id))


def names_of(edition: Edition) -> list[tuple[str, str, str]]:
    """(code, name, county) of all units of an edition, by county and name."""
    rows = edition.units.order_by("county_code", "division__code")
    return list(rows.values_list("division__code", "name", "county"))


def better_peers(unit: EditionUnit, number: int) -> list[EditionUnit]:
    """The nearest units of the same kind that stand above one, the nearest first."""
    if unit.rank is None:
        return []
    rows = EditionUnit.objects.filter(edition_id=unit.edition_id, kind=unit.kind, rank__lt=unit.rank)
    return list(rows.select_related("division").defer("moved").order_by("-rank", "division__code")[:number])


def contributions_of(units: Sequence[EditionUnit]) -> dict[int, dict[int, float | None]]:
    """What each indicator gives to each of some units, by the numbers of unit and indicator."""
    found: dict[int, dict[int, float | None]] = {unit.pk: {} for unit in units}
    rows = EditionCell.objects.filter(unit__in=units)
    for unit, indicator, contribution in rows.values_list("unit_id", "indicator_id", "contribution"):
        found[unit][indicator] = contribution
    return found


def cells_among(keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], EditionCell]:
    """The cells at (unit, indicator), by numbers, with the facts they came from."""
    rows = EditionCell.objects.filter(unit_id__in={key[0] for key in keys}, indicator_id__in={key[1] for key in keys})
    related = ("unit__division", "indicator", "fact__source", "fact__indicator", "fact__division")
    found = {(cell.unit_id, cell.indicator_id): cell for cell in rows.select_related(*related).defer(*TEXTS)}
    return {key: found[key] for key in keys}


def ranks_over_editions(divisions: Sequence[int], actor: Actor) -> list[tuple[str, dict[int, int | None]]]:
    """(period, ranks by division) of the newest edition of each period that the actor may see, oldest first."""
    found: dict[str, dict[int, int | None]] = {}
    editions = editions_for(actor).exclude(state=EditionState.DRAFT).order_by("last_day", "id")
    rows = EditionUnit.objects.filter(division_id__in=divisions, edition__in=editions)
    for period, edition in editions.values_list("period", "id"):
        found[period] = dict(rows.filter(edition_id=edition).values_list("division_id", "rank"))
    return list(found.items())


def scheme(code: str, version: str) -> SchemeVersion | None:
    """One version of a scheme."""
    return SchemeVersion.objects.filter(code=code, version=version).first()


def next_version(subject: SchemeVersion) -> str:
    """A version for a text of one's own that none of this scheme has yet; bare numbers are those of the package."""
    taken = set(SchemeVersion.objects.filter(code=subject.code).values_list("version", flat=True))
    return next(name for number in count(2) if (name := f"{number}-city") not in taken and str(number) not in taken)


def newest_of_scheme(code: str) -> Edition | None:
    """The newest frozen edition under any version of a scheme."""
    rows = Edition.objects.select_related("scheme").defer("result", "spread")
    return rows.filter(scheme__code=code, frozen_at__isnull=False).first()


def indicator_names(codes: Sequence[str], english: bool) -> dict[str, str]:
    """The names of indicators by code, in the reader's language."""
    rows = ledger.indicators().filter(code__in=codes)
    return {row.code: (row.name_en if english else "") or row.name for row in rows}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An indicator in an edition: where it stands and its share of the total."""

    indicator: "Indicator"
    dimension: str
    weight: float


def indicators_of(edition: Edition) -> list[Weighed]:
    """The indicators of an edition with their weights, by dimension and weight."""
    first = edition.units.first()
    return [Weighed(cell.indicator, cell.dimension, cell.weight) for cell in cells_of(first)] if first else []


def all_cells(edition: Edition) -> Iterator[EditionCell]:
    """Every cell of an edition with its fact, by unit and indicator."""
    rows = EditionCell.objects.filter(unit__edition=edition).order_by("unit__division__code", "indicator__code")
    return rows.select_related("unit__division", "indicator", "fact__source").iterator(chunk_size=2000)
