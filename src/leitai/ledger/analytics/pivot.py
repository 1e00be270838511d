"""A pivot: what is asked for, and the table that answers it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leitai.divisions import queries as divisions
from leitai.ledger.analytics import catalogue, measures, reading, rollups, stretches, trees
from leitai.ledger.analytics.cubes import Cube, Floats
from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.rules import needed
from leitai.ledger.analytics.trees import Filter, Forest, Level, Tree
from leitai.ledger.domain.periods import Period


class Axis(StrEnum):
    """What runs along an edge of the table."""

    DIVISION = "division"
    INDICATOR = "indicator"
    PERIOD = "period"


_AXES = (Axis.INDICATOR, Axis.PERIOD, Axis.DIVISION)  # as in a cube


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. An axis that is neither in rows nor in columns is held at the first of its members."""

    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    rows: Axis = Axis.DIVISION
    columns: tuple[Axis, ...] = (Axis.INDICATOR,)
    level: Level = Level.TOWNSHIP
    only: Filter = field(default_factory=Filter)
    show: Show = Show.VALUE
    tree: Tree = Tree.THEN
    as_of: datetime | None = None

    @property
    def held(self) -> tuple[Axis, ...]:
        """The axes that are held at one member."""
        return tuple(axis for axis in Axis if axis is not self.rows and axis not in self.columns)

    def narrowed(self) -> "Request":
        """The same with one member on indicator and period where they are held."""
        indicators = self.indicators[:1] if Axis.INDICATOR in self.held else self.indicators
        periods = self.periods[:1] if Axis.PERIOD in self.held else self.periods
        return replace(self, indicators=indicators, periods=periods)


def cells_read(request: Request, rules: rollups.Rules, units: int) -> int:
    """How many cells are read for a request: a year is looked for as itself, and in its halves, quarters and months."""
    asked = request.narrowed()
    base = _base_of([*asked.periods, *_earlier(asked)])
    return len(base) * len(needed(rules, asked.indicators)) * units


def _earlier(request: Request) -> list[Period]:
    """The periods that those asked for are compared with."""
    before = _EARLIER.get(request.show)
    return [before(period) for period in request.periods] if before else []


def _base_of(periods: Sequence[Period]) -> tuple[str, ...]:
    """The periods whose figures are read: those asked for, and all that they are made of."""
    found = (part.text for period in periods for tiling in stretches.tilings(period) for part in tiling)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table: a township with its county, a county, the city, a group."""

    code: str
    name: str
    above: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer: `cube` holds the figures, `shown` what the cells show, both by (indicator, period, unit)."""

    request: Request
    subjects: tuple[catalogue.Subject, ...]
    periods: tuple[Period, ...]
    units: tuple[Unit, ...]
    cube: Cube
    shown: Floats

    def grid(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array of the cube laid out as rows × columns, the outer of two column axes slower."""
        order = [self.request.rows, *self.request.columns, *self.request.held]
        turned = np.transpose(array, [_AXES.index(axis) for axis in order])
        first = tuple(slice(None) if axis not in self.request.held else 0 for axis in order)
        kept: NDArray[Any] = turned[first]
        return kept.reshape(kept.shape[0], math.prod(kept.shape[1:]))  # no unit may have stood then

    def members(self, axis: Axis) -> Sequence[catalogue.Subject | Period | Unit]:
        """What runs along an axis."""
        named: dict[Axis, Sequence[catalogue.Subject | Period | Unit]] = {
            Axis.INDICATOR: self.subjects,
            Axis.PERIOD: self.periods,
            Axis.DIVISION: self.units,
        }
        return named[axis][:1] if axis in self.request.held else named[axis]


def compute(request: Request, *, today: date) -> Table:
    """Read the facts in force and reckon the table."""
    request = request.narrowed()
    subjects = catalogue.subjects()
    rules = {code: subject.rule for code, subject in subjects.items()}
    forest = Forest(divisions.spells(), divisions.group_spells())
    asked = _Asked(request, forest, today, needed(rules, request.indicators), rules, subjects)
    cube, shown = asked.answer()
    named = tuple(subjects[code] for code in request.indicators)
    return Table(request, named, request.periods, asked.named(cube.units), cube, shown)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with what is known about its names."""

    request: Request
    forest: Forest
    today: date
    codes: tuple[str, ...]
    rules: rollups.Rules
    subjects: dict[str, catalogue.Subject]

    def day(self, period: Period) -> date:
        """The day whose tree a period stands under."""
        return period.last if self.request.tree is Tree.THEN else self.today

    def answer(self) -> tuple[Cube, Floats]:
        """The figures of the request, and what is shown of them."""
        show, periods, earlier = self.request.show, self.request.periods, _earlier(self.request)
        timed = self.timed([*periods, *earlier])
        cube = self.levelled(timed, periods, self.request.level)
        wanted = [self.rules[code] for code in self.request.indicators]
        if earlier:
            then = self.levelled(timed, earlier, self.request.level).of_units(cube.units)
            return cube, measures.changes(cube.values, then.values, wanted)
        if show is Show.SHARE:
            return cube, measures.shares(cube.values, self.above(timed, cube), wanted)
        return cube, measures.ranks(cube.values, wanted) if show is Show.RANK else cube.values

    def timed(self, periods: Sequence[Period]) -> Cube:
        """The figures of every unit for each period, rolled up over time."""
        targets = [stretches.tilings(period) for period in dict.fromkeys(periods)]
        indicators = {code: self.subjects[code].id for code in self.codes}
        units = {spell.code: spell.id for spell in self.forest.spells}
        cube = reading.figures(reading.Wanted(indicators, _base_of(periods), units, self.request.as_of))
        return rollups.over_time(cube, self.rules, targets)

    def levelled(self, timed: Cube, periods: Sequence[Period], level: Level) -> Cube:
        """The figures of the units of a level, of the wanted indicators."""
        days = [self.day(period) for period in periods]
        stood = [self.forest.townships(day, self.request.only) for day in days]
        units = tuple(sorted({code for there in stood for code in there}))
        own = timed.of_periods([period.text for period in periods])
        leaves = rollups.with_ratios(own.of_units(units), self.rules)
        if level is Level.TOWNSHIP:
            return leaves.of_indicators(self.request.indicators)
        members = trees.memberships(self.forest, level, days, units, self.request.only)
        rolled = rollups.over_divisions(leaves, self.rules, members)
        if level is not Level.GROUP and not (self.request.only.group or self.request.only.within):
            rolled = rollups.own_first(own, rolled)
        return rolled.of_indicators(self.request.indicators)

    def above(self, timed: Cube, cube: Cube) -> Floats:
        """For each cell the figure of the whole above its unit; NaN where nothing stands above."""
        wholes = np.full(cube.values.shape, np.nan)
        upper = {Level.TOWNSHIP: Level.COUNTY, Level.COUNTY: Level.CITY}.get(self.request.level)
        if upper is None:
            return wholes
        everything = replace(self, request=replace(self.request, only=Filter()))
        for at, period in enumerate(self.request.periods):
            over = everything.levelled(timed, [period], upper)
            place = {code: number for number, code in enumerate(over.units)}
            stood = self.forest.standing(self.day(period))
            for number, code in enumerate(cube.units):
                spot = place.get(stood[code].above) if code in stood else None
                if spot is not None:
                    wholes[:, at, number] = over.values[:, 0, spot]
        return wholes

    def named(self, codes: Sequence[str]) -> tuple[Unit, ...]:
        """The units with their names and those of what they stand in, as they were for the last period."""
        day = self.day(self.request.periods[-1]) if self.request.periods else self.today
        stood = self.forest.standing(day)
        if self.request.level is Level.GROUP:
            groups = {group.code: group for group in divisions.groups()}
            return tuple(Unit(code, groups[code].name, name_en=groups[code].name_en) for code in codes)
        names = self.forest.names(day)
        return tuple(Unit(code, names.get(code, code), _above(code, stood)) for code in codes)


_EARLIER = {Show.YEAR_ON_YEAR: lambda period: period.year_before, Show.PERIOD_ON_PERIOD: stretches.before}


def _above(code: str, stood: dict[str, divisions.Spell]) -> str:
    above = stood[code].above if code in stood else ""
    return stood[above].name if above in stood else ""
