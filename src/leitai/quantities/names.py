"""What extraction is told from outside: the divisions it may meet, and the indicators it may recognise."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leitai.quantities.lexicon import one_of

COUNTY_KINDS = frozenset({"county", "city", "province"})


@dataclass(frozen=True, slots=True)
class DivisionName:
    """A division by its names. `full_name` is what a figure's actor is called; `parent` is a code."""

    code: str
    name: str
    full_name: str
    short_names: tuple[str, ...]
    kind: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator by its name and aliases; `unit` is the unit the ledger keeps it in."""

    code: str
    name: str
    aliases: tuple[str, ...]
    unit: str


class Gazetteer:
    """The divisions by every name they are called by."""

    def __init__(self, divisions: Iterable[DivisionName] = ()) -> None:
        self.divisions = tuple(divisions)
        self.by_code = {division.code: division for division in self.divisions}
        self.called: dict[str, list[DivisionName]] = {}
        self.short: dict[str, list[DivisionName]] = {}
        for division in self.divisions:
            for name in {division.name, division.full_name}:
                self.called.setdefault(name, []).append(division)
            for name in division.short_names:
                self.short.setdefault(name, []).append(division)
        names = [*self.called, *self.short]
        firsts = "".join(sorted({re.escape(name[0]) for name in names}))
        self.pattern = re.compile(f"(?=[{firsts}]){one_of(names)}") if names else None

    def calls(self, name: str) -> bool:
        """Whether a division of the tree is called that (常州市), or has it for its short name without the ending."""
        return name in self.called or name[:-1] in self.short

    def county_of(self, division: DivisionName) -> DivisionName | None:
        """The county that a township answers to; the division itself if it is one or stands above."""
        return division if division.kind in COUNTY_KINDS else self.by_code.get(division.parent or "")

    def within(self, division: DivisionName, above: DivisionName) -> bool:
        """Whether a division is the other one or lies in it."""
        code: str | None = division.code
        for _ in range(6):
            if code == above.code:
                return True
            known = self.by_code.get(code or "")
            code = known.parent if known else None
        return False


class Catalogue:
    """The indicators by every phrase that means them."""

    def __init__(self, indicators: Iterable[IndicatorName] = ()) -> None:
        self.indicators = tuple(indicators)
        self.by_code = {indicator.code: indicator for indicator in self.indicators}
        self.phrases: dict[str, str] = {}
        for indicator in self.indicators:
            for phrase in (indicator.name, *indicator.aliases):
                self.phrases.setdefault(phrase, indicator.code)
        self.grams: dict[str, list[str]] = {}
        for phrase in self.phrases:
            for gram in {phrase[place : place + 2] for place in range(max(1, len(phrase) - 1))}:
                self.grams.setdefault(gram, []).append(phrase)
