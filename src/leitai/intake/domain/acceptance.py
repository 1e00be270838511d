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
    """Entries for the ledger with their figures; `held` maps figures to facts that say the same already.

    `contradictions` are pairs of figures that state one thing differently: of these only the first is planned.
    """

    entries: tuple[Entry, ...]
    ordinals: tuple[int, ...]
    held: Mapping[int, int]
    repeats: Mapping[int, int]
    conflicts: tuple[int, ...]
    contradictions: tuple[tuple[int, int], ...] = ()

    def facts_for(self, numbers: Sequence[int]) -> dict[int, int]:
        """The number of the fact for each figure, once the entries were recorded as `numbers`."""
        known = {**self.held, **dict(zip(self.ordinals, numbers, strict=True))}
        return {**known, **{again: known[first] for again, first in self.repeats.items()}}


def entries_of(candidates: Sequence[Candidate], standing: Sequence[Standing], reason: str) -> Plan:
    """Sort candidates into new entries, corrections (`conflicts`) and figures that the ledger holds already.

    Of two figures of one brief with the same key, the later is a repeat of the first where it says the same, and
    contradicts it where it does not.
    """
    in_force = {fact.key: fact for fact in standing}
    first: dict[FactKey, Candidate] = {}
    fresh: list[tuple[Candidate, Standing | None]] = []
    held: dict[int, int] = {}
    repeats: dict[int, int] = {}
    contradictions: list[tuple[int, int]] = []
    for candidate in candidates:
        earlier, now = first.setdefault(candidate.fact.key, candidate), in_force.get(candidate.fact.key)
        if earlier is not candidate:
            if _said(candidate.fact) == _said(earlier.fact):
                repeats[candidate.ordinal] = earlier.ordinal
            else:
                contradictions.append((earlier.ordinal, candidate.ordinal))
        elif now and _said(candidate.fact) == _said(now):
            held[candidate.ordinal] = now.number
        else:
            fresh.append((candidate, now))
    return Plan(
        entries=tuple(_entry(candidate, now, reason) for candidate, now in fresh),
        ordinals=tuple(candidate.ordinal for candidate, _ in fresh),
        held=held,
        repeats=repeats,
        conflicts=tuple(candidate.ordinal for candidate, now in fresh if now),
        contradictions=tuple(contradictions),
    )


def _entry(candidate: Candidate, now: Standing | None, reason: str) -> Entry:
    return Entry(candidate.fact, candidate.place, now.number if now else None, reason if now else "")


def _said(of: NewFact | Standing) -> tuple[Decimal, Decimal | None, Comparator]:
    return of.value, of.value_max, of.comparator
