"""What changed between two editions: figures, scores and ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leitai.league import queries
from leitai.league.models import Edition, EditionCell, EditionUnit


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A cell whose fact is another one than before; None = no such cell there."""

    unit: EditionUnit
    before: EditionCell | None
    after: EditionCell | None

    @property
    def sides(self) -> tuple[EditionCell | None, EditionCell | None]:
        """Before and after."""
        return self.before, self.after

    @property
    def cell(self) -> EditionCell:
        """The cell that there is."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a cell on one side at least")
        return found


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit whose score or rank is another one than before; None = not in that edition."""

    before: EditionUnit | None
    after: EditionUnit | None

    @property
    def unit(self) -> EditionUnit:
        """The row that there is, the newer one first."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a unit on one side at least")
        return found

    @property
    def climbed(self) -> int | None:
        """Places won (negative: lost); None where one of the two has no rank."""
        before, after = _rank(self.before), _rank(self.after)
        return None if before is None or after is None else before - after

    @property
    def points(self) -> float | None:
        """Points won; None where one of the two has no score."""
        if not (self.before and self.after) or self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


def page(old: Edition, new: Edition, most: int = 400) -> dict[str, Any]:
    """The differences of two frozen editions; `figures` holds at most `most` cells, `more` says how many are left."""
    before, after = _units(old), _units(new)
    keys = sorted(
        queries.cells_that_differ(old, new), key=lambda key: _place(after.get(key[0]) or before[key[0]], key[1])
    )
    figures = _figures(old, new, before, after, keys[:most])
    changes = _changes(before, after)
    return {
        "old": old,
        "new": new,
        "figures": figures,
        "more": len(keys) - len(figures),
        "figure_count": len(keys),
        "units": changes,
        "unchanged": len(before.keys() & after.keys()) - len([row for row in changes if row.before and row.after]),
        "moved": sum(1 for row in changes if row.climbed),
        "scheme_changed": old.scheme_id != new.scheme_id,
        "same": not figures and not changes and old.scheme_id == new.scheme_id,
    }


def _units(edition: Edition) -> dict[int, EditionUnit]:
    return {unit.division_id: unit for unit in queries.board(edition)}


def _changes(before: Mapping[int, EditionUnit], after: Mapping[int, EditionUnit]) -> list[UnitChange]:
    rows = [UnitChange(before.get(number), after.get(number)) for number in before.keys() | after.keys()]
    changed = [row for row in rows if not (row.before and row.after) or _differ(row.before, row.after)]
    return sorted(changed, key=lambda row: (_rank(row.unit) or 10**9, row.unit.division_id))


def _differ(before: EditionUnit, after: EditionUnit) -> bool:
    return (before.score, before.rank) != (after.score, after.rank)


def _figures(
    old: Edition,
    new: Edition,
    before: Mapping[int, EditionUnit],
    after: Mapping[int, EditionUnit],
    keys: Sequence[tuple[int, int]],
) -> list[FigureChange]:
    there, here = queries.cells_at(old, keys), queries.cells_at(new, keys)
    return [FigureChange(after.get(key[0]) or before[key[0]], there.get(key), here.get(key)) for key in keys]


def _place(unit: EditionUnit, indicator: int) -> tuple[int, int, int]:
    return _rank(unit) or 10**9, unit.division_id, indicator


def _rank(unit: EditionUnit | None) -> int | None:
    return None if unit is None else unit.rank
