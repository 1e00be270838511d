"""What becomes of the kept figures of a brief: new facts, corrections, or what the ledger holds already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitai.ledger.domain.facts import Comparator, FactKey, NewFact
from leitai.ledger.domain.recording import Entry


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kept figure: its number in the brief, the fact it states, and its place in the text."""

    ordinal: int
    fact: NewFact
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact in force: its number and what it states."""

    number: int
    key: FactKey
    value: Decimal
    value_max: Decimal | None
    comparator: Comparator


@dataclass(frozen=True, slots=True)
class Plan:
    """Entries for the ledger with their figures; `held` maps figures to facts that say the same already."""

    entries: tuple[Entry, ...]
    ordinals: tuple[int, ...]
    held: Mapping[int, int]
    repeats: Mapping[int, int]
    conflicts: tuple[int, ...]

    def facts_for(self, numbers: Sequence[int]) -> dict[int, int]:
        """The number of the fact for each figure, once the entries were recorded as `numbers`."""
        fresh = dict(zip(self.ordinals, numbers, strict=True))
        return {
            **self.held,
            **fresh,
            **{again: fresh[first] for again, first in self.repeats.items() if first in fresh},
        }


def entries_of(candidates: Sequence[Candidate], standing: Sequence[Standing], reason: str) -> Plan:
    """Sort candidates into new entries, corrections (`conflicts`) and figures that the ledger holds already.

    Of two figures of one brief with the same key, the later corrects nothing: it is taken as a repeat of the first.
    """
    in_force = {fact.key: fact for fact in standing}
    first: dict[FactKey, int] = {}
    entries: list[Entry] = []
    ordinals: list[int] = []
    held: dict[int, int] = {}
    repeats: dict[int, int] = {}
    conflicts: list[int] = []
    for candidate in candidates:
        key, now = candidate.fact.key, in_force.get(candidate.fact.key)
        if key in first:
            repeats[candidate.ordinal] = first[key]
        elif now and _same(candidate.fact, now):
            held[candidate.ordinal] = now.number
        else:
            first[key] = candidate.ordinal
            ordinals.append(candidate.ordinal)
            entries.append(Entry(candidate.fact, candidate.place, now.number if now else None, reason if now else ""))
            conflicts += [candidate.ordinal] if now else []
    return Plan(tuple(entries), tuple(ordinals), held, repeats, tuple(conflicts))


def _same(fact: NewFact, now: Standing) -> bool:
    return (fact.value, fact.value_max, fact.comparator) == (now.value, now.value_max, now.comparator)
