"""The tree that comes with the package: the published list of divisions and our dated notes on it."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from leitai.divisions.domain.kinds import Kind, full_code, kind_of


class TreeError(RuntimeError):
    """The list of divisions is not there or does not hold what our notes speak of."""


@dataclass(frozen=True, slots=True)
class Place:
    """One division under its parent from `since` until before `until`; `reports_under` where that differs."""

    code: str
    name: str
    kind: Kind
    parent: str | None
    reports_under: str | None
    since: date
    until: date | None

    @property
    def county(self) -> str | None:
        """The code of the county it answers to: the one it reports under, or its parent."""
        return self.reports_under or self.parent


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A group of divisions by the kinds of its members; `kinds` empty where an officer fills it."""

    code: str
    name: str
    name_en: str
    kinds: frozenset[Kind]


@cache
def load_tree(city: str = "wenzhou") -> tuple[Place, ...]:
    """Every division of the city, parents before children.

    Raises TreeError where the list has not been built (`make assets` builds it from the npm package).
    """
    notes = tomllib.loads(_data(f"{city}.toml"))
    listed = json.loads(_built("townships.json"))
    rows = _above(notes) + _counties(notes, listed) + _townships(notes, listed)
    return tuple(sorted(rows, key=lambda place: (len(place.code.rstrip("0")), place.code)))


@cache
def load_groups(city: str = "wenzhou") -> tuple[GroupSpec, ...]:
    """The groups that come with the city."""
    return tuple(_group(row) for row in tomllib.loads(_data(f"{city}.toml"))["group"])


def _group(row: dict[str, str]) -> GroupSpec:
    words = row["members"].replace("township-level", "street town township").split()
    return GroupSpec(row["code"], row["name"], row["name_en"], frozenset(Kind(word) for word in words))


def _data(name: str) -> str:
    return resources.files("leitai.divisions.data").joinpath(name).read_text("utf-8")


def _built(name: str) -> str:
    file = resources.files("leitai.divisions.data").joinpath("generated", name)
    if not file.is_file():
        raise TreeError(f"the list of divisions ({name}) is not built: run `make assets`")
    return file.read_text("utf-8")


def _above(notes: dict[str, Any]) -> list[Place]:
    return [
        Place(row["code"], row["name"], kind_of(row["code"]), row.get("parent"), None, notes["since"], None)
        for row in notes["above"]
    ]


def _counties(notes: dict[str, Any], listed: dict[str, Any]) -> list[Place]:
    city = full_code(notes["prefix"])
    rows = [_dated(notes, full_code(row["code"]), row["name"], city) for row in listed["areas"]]
    return rows + [_extra(notes, row) for row in notes["extra"]]


def _townships(notes: dict[str, Any], listed: dict[str, Any]) -> list[Place]:
    return [
        _dated(notes, full_code(row["code"]), row["name"], full_code(row["areaCode"])) for row in listed["townships"]
    ]


def _dated(notes: dict[str, Any], code: str, name: str, parent: str) -> Place:
    dated: dict[str, Any] = next((row for row in notes["dated"] if row["code"] == code), {})
    under = next((row["under"] for row in notes["reports"] if row["code"] == code), None)
    kind = Kind(dated["kind"]) if "kind" in dated else kind_of(code)
    return Place(code, name, kind, parent, under, dated.get("since", notes["since"]), None)


def _extra(notes: dict[str, Any], row: dict[str, Any]) -> Place:
    return Place(row["code"], row["name"], Kind(row["kind"]), row["parent"], None, notes["since"], row.get("until"))
