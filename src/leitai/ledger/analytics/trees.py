"""Which unit stands in which whole, on which day. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from leitai.divisions.domain import TOWNSHIP_LEVEL, Kind
from leitai.divisions.queries import Spell
from leitai.ledger.analytics.rollups import Membership


class Level(StrEnum):
    """What the units of a table are."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    GROUP = "group"


class Tree(StrEnum):
    """Under which tree figures are rolled up: that of each period's last day, or that of today."""

    THEN = "then"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Filter:
    """Only the townships under a county, only those in a group; "" for all."""

    within: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Forest:
    """The tree on every day. `groups` are (group, division, since, until)."""

    spells: Sequence[Spell]
    groups: Sequence[tuple[str, str, date, date | None]]

    def standing(self, day: date) -> dict[str, Spell]:
        """What stood on a day, by code."""
        return {spell.code: spell for spell in self.spells if _holds(spell.since, spell.until, day)}

    def townships(self, day: date, only: Filter) -> dict[str, str]:
        """The townships that stood on a day and pass the filter: code → the code of the county they report under."""
        stood = self.standing(day)
        members = self.members(only.group, day) if only.group else stood.keys()
        return {
            code: spell.above
            for code, spell in stood.items()
            if spell.kind in TOWNSHIP_LEVEL and code in members and only.within in {"", spell.above}
        }

    def members(self, group: str, day: date) -> frozenset[str]:
        """The codes of a group's members on a day."""
        return frozenset(
            unit for name, unit, since, until in self.groups if name == group and _holds(since, until, day)
        )

    def city_of(self, code: str, stood: Mapping[str, Spell]) -> str:
        """The city above a division; "" where there is none."""
        while code in stood and stood[code].kind is not Kind.CITY:
            code = stood[code].above
        return code if code in stood else ""

    def wholes(self, level: Level, day: date, only: Filter) -> dict[str, str]:
        """Each township of a day with the township, county or city of that level that it stands in."""
        stood, counties = self.standing(day), self.townships(day, only)
        if level is Level.COUNTY:
            return counties
        if level is Level.CITY:
            return {code: self.city_of(code, stood) for code in counties}
        return {code: code for code in counties}

    def names(self, day: date) -> dict[str, str]:
        """The name each division had on a day, or the last it had before, or its first."""
        first: dict[str, str] = {}
        held: dict[str, str] = {}
        for spell in self.spells:
            first.setdefault(spell.code, spell.name)
            if spell.since <= day:
                held[spell.code] = spell.name
        return first | held


def memberships(
    forest: Forest, level: Level, days: Sequence[date], units: Sequence[str], only: Filter
) -> list[Membership]:
    """For each day, in which whole each unit stands. All name the same wholes, in the order of their codes."""
    inside = {day: _inside(forest, level, day, only) for day in set(days)}
    wholes = tuple(sorted({whole for pairs in inside.values() for _, whole in pairs if whole}))
    made = {day: _membership(pairs, wholes, units) for day, pairs in inside.items()}
    return [made[day] for day in days]


def _inside(forest: Forest, level: Level, day: date, only: Filter) -> list[tuple[str, str]]:
    if level is not Level.GROUP:
        return list(forest.wholes(level, day, only).items())
    units = forest.townships(day, only)
    groups = sorted({group for group, *_ in forest.groups})
    return [(unit, group) for group in groups for unit in forest.members(group, day) if unit in units]


def _membership(pairs: Sequence[tuple[str, str]], wholes: tuple[str, ...], units: Sequence[str]) -> Membership:
    row, column = ({code: at for at, code in enumerate(codes)} for codes in (units, wholes))
    inside = np.zeros((len(units), len(wholes)))
    for unit, whole in pairs:
        if unit in row and whole in column:
            inside[row[unit], column[whole]] = 1.0
    return Membership(wholes, inside)


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or until > day)
