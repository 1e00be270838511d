"""Roll-ups over time and over divisions, as the catalogue says them. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leitai.ledger.analytics.cubes import Counts, Cube, Flags, Floats, empty, filled
from leitai.ledger.analytics.rules import Rule
from leitai.ledger.domain.catalogue import DivisionRollup, TimeRollup
from leitai.ledger.domain.periods import Period

PLACES = 8  # decimals of a fact; sums are rounded to them, so that 0.1 + 0.2 is 0.3
Rules = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Membership:
    """Which unit stands in which whole, for one period: `inside[unit, whole]` is 1 or 0."""

    wholes: tuple[str, ...]
    inside: Floats


def over_time(base: Cube, rules: Rules, targets: Sequence[Sequence[Sequence[Period]]]) -> Cube:
    """Figures of the target periods, each given with its tilings (see `stretches.tilings`) from coarse to fine.

    Of the tilings that one with the greatest share of figures is taken, the coarser one where they are equal: a figure
    of the period itself stands before what its months add up to. Nothing stands in for what is missing: `have` of `of`.
    """
    names = tuple(tilings[0][0].text for tilings in targets)
    if all(len(tilings) == 1 for tilings in targets):
        return base.of_periods(names)
    made = [_best(base, rules, tilings) for tilings in targets]
    arrays = {
        name: np.stack([getattr(part, name)[:, 0] for part in made], axis=1)
        if made
        else getattr(empty(base.indicators, (), base.units), name)
        for name in ("values", "facts", "generated", "have", "of")
    }
    return Cube(base.indicators, names, base.units, **arrays)


def _best(base: Cube, rules: Rules, tilings: Sequence[Sequence[Period]]) -> Cube:
    best: Cube | None = None
    for tiling in tilings:
        made = _tiled(base.of_periods([part.text for part in tiling]), rules)
        best = made if best is None else _fuller(best, made)
    assert best is not None, "a period tiles itself"
    return best


def _fuller(first: Cube, then: Cube) -> Cube:
    """Cell by cell the cube with the greater share of its parts; the first where they are equal."""
    better = then.have * first.of > first.have * then.of
    better |= ~first.present & then.present
    hidden = empty(first.indicators, first.periods, first.units)
    kept = Cube(
        first.indicators, first.periods, first.units, np.where(better, np.nan, first.values), first.facts,
        first.generated, first.have, first.of,
    )  # fmt: skip
    return filled(filled(kept, then if better.any() else hidden), first)


def _tiled(parts: Cube, rules: Rules) -> Cube:
    """One target period from its parts: sum, mean or last of each indicator."""
    count = len(parts.periods)
    if count == 1:
        return parts
    present = parts.present
    have = present.sum(axis=1, dtype=np.int32)
    last = count - 1 - np.argmax(present[:, ::-1], axis=1)
    total = np.where(present, parts.values, 0.0).sum(axis=1)
    at_last = _at(parts.values, last)
    rule = np.array([rules[code].time for code in parts.indicators], dtype=object)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(rule == TimeRollup.LAST, at_last, np.where(rule == TimeRollup.SUM, total, total / have))
    values = np.where(have > 0, values.round(PLACES), np.nan)
    only_last = rule == TimeRollup.LAST
    facts = np.where(only_last & (have > 0), _at(parts.facts, last), 0)
    generated = np.where(only_last, _at(parts.generated, last), (parts.generated & present).any(axis=1))
    of = np.full_like(have, count)
    arrays = (values, facts, generated & (have > 0), have, of)
    return Cube(parts.indicators, parts.periods[-1:], parts.units, *(array[:, None] for array in arrays))


def _at(array: NDArray[np.generic], places: NDArray[np.intp]) -> NDArray[np.generic]:
    taken: NDArray[np.generic] = np.take_along_axis(array, places[:, None], axis=1)[:, 0]
    return taken


def with_ratios(cube: Cube, rules: Rules) -> Cube:
    """A unit that did not report a ratio but both of its parts gets it from them."""
    made = empty(cube.indicators, cube.periods, cube.units)
    for at, (above, below, rule) in _ratios(cube, rules):
        quotient = _divided(cube.values[above], cube.values[below]) * rule.scale
        there = ~np.isnan(quotient)
        made.values[at] = quotient.round(PLACES)
        made.generated[at] = there & (cube.generated[above] | cube.generated[below])
        made.have[at] = made.of[at] = there
    return filled(cube, made)


def _ratios(cube: Cube, rules: Rules) -> list[tuple[int, tuple[int, int, Rule]]]:
    place = {code: at for at, code in enumerate(cube.indicators)}
    found = []
    for code, at in place.items():
        rule = rules[code]
        if rule.divisions is DivisionRollup.RATIO and rule.numerator in place and rule.denominator in place:
            found.append((at, (place[rule.numerator], place[rule.denominator], rule)))
    return found


def over_divisions(cube: Cube, rules: Rules, memberships: Sequence[Membership]) -> Cube:
    """Units rolled up into wholes, period by period under the membership of that period.

    The wholes are those of all memberships, which must name the same. `have` of `of` counts the units with a figure.
    """
    wholes = memberships[0].wholes if memberships else ()
    made = empty(cube.indicators, cube.periods, wholes)
    for at, membership in enumerate(memberships):
        slab = cube.of_periods([cube.periods[at]])
        _roll(_Slab(slab, rules, membership.inside), made, at)
    return made


@dataclass(frozen=True, slots=True)
class _Slab:
    """One period, units × wholes."""

    cube: Cube
    rules: Rules
    inside: Floats

    @property
    def place(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.cube.indicators)}

    def sums(self, values: Floats, counted: Flags) -> Floats:
        """Σ over the units of each whole of what is counted."""
        summed: Floats = np.where(counted, values, 0.0) @ self.inside
        return summed

    def counts(self, flags: Flags) -> Counts:
        """How many units of each whole are flagged."""
        return (flags.astype(np.float64) @ self.inside).round().astype(np.int32)


_Rolled = tuple[Floats, Flags]
_Way = Callable[[_Slab, Cube, NDArray[np.intp]], _Rolled]


def _roll(slab: _Slab, made: Cube, period: int) -> None:
    """Each rule reckons all of its indicators at once; `made` gets the period."""
    kinds = np.array([slab.rules[code].divisions for code in slab.cube.indicators], dtype=object)
    made.of[:, period] = slab.inside.sum(axis=0).round().astype(np.int32)
    for kind, way in _WAYS.items():
        chosen = np.flatnonzero(kinds == kind)
        if not chosen.size:
            continue
        values, counted = way(slab, slab.cube, chosen)
        have = slab.counts(counted)
        made.values[chosen, period] = np.where(have > 0, values, np.nan).round(PLACES)
        made.have[chosen, period] = have
        made.generated[chosen, period] = slab.counts(counted & _marks(slab, chosen)) > 0


def _sum(slab: _Slab, cube: Cube, chosen: NDArray[np.intp]) -> _Rolled:
    values = cube.values[chosen, 0]
    counted = ~np.isnan(values)
    return slab.sums(values, counted), counted


def _mean(slab: _Slab, cube: Cube, chosen: NDArray[np.intp]) -> _Rolled:
    """Σ value × weight ÷ Σ weight; a unit without its weight, or whose weight is not above zero, is left out."""
    values = cube.values[chosen, 0]
    weights = np.ones_like(values)
    for at, place in _parts(slab, chosen, "weight"):
        weights[at] = cube.values[place, 0] if place >= 0 else np.nan
    with np.errstate(invalid="ignore"):
        counted = ~np.isnan(values) & (weights > 0)
    return _divided(slab.sums(values * weights, counted), slab.sums(weights, counted)), counted


def _ratio(slab: _Slab, cube: Cube, chosen: NDArray[np.intp]) -> _Rolled:
    above, below = np.full_like(cube.values[chosen, 0], np.nan), np.full_like(cube.values[chosen, 0], np.nan)
    for name, values in (("numerator", above), ("denominator", below)):
        for at, place in _parts(slab, chosen, name):
            if place >= 0:
                values[at] = cube.values[place, 0]
    counted = ~np.isnan(above) & ~np.isnan(below)
    scale = np.array([slab.rules[cube.indicators[at]].scale for at in chosen])[:, None]
    return _divided(slab.sums(above, counted), slab.sums(below, counted)) * scale, counted


_WAYS: dict[DivisionRollup, _Way] = {
    DivisionRollup.SUM: _sum,
    DivisionRollup.MEAN: _mean,
    DivisionRollup.RATIO: _ratio,
}


def _parts(slab: _Slab, chosen: NDArray[np.intp], name: str) -> list[tuple[int, int]]:
    """(place among the chosen, place of the named part or −1), where a part is named at all."""
    named = ((at, getattr(slab.rules[slab.cube.indicators[number]], name)) for at, number in enumerate(chosen))
    return [(at, slab.place.get(code, -1)) for at, code in named if code]


def _marks(slab: _Slab, chosen: NDArray[np.intp]) -> Flags:
    """Where a generated figure goes into a unit's share: its own, or that of a part."""
    marks: Flags = slab.cube.generated[chosen, 0].copy()
    ratio = np.array([slab.rules[slab.cube.indicators[at]].divisions is DivisionRollup.RATIO for at in chosen])
    marks[ratio] = False
    for name in ("weight", "numerator", "denominator"):
        for at, place in _parts(slab, chosen, name):
            if place >= 0:
                marks[at] |= slab.cube.generated[place, 0]
    return marks


def _divided(above: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient: Floats = np.where(below != 0, above / below, np.nan)
    return quotient


def own_first(own: Cube, rolled: Cube) -> Cube:
    """What a whole reported itself stands before what its units add up to; it counts as one of one."""
    return filled(own.of_units(rolled.units), rolled)
