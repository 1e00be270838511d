"""What a deck makes of the facts that a unit stated: figures, highlights, projects, promises, doubts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from leitai.ledger.domain.evidence import Place, PlaceKind, excerpt
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactStatus
from leitai.meetings.domain import deck
from leitai.meetings.domain.speech import Spoken, promised, spoken_period, spoken_unit
from leitai.meetings.domain.text import measured
from leitai.meetings.domain.wording import Wording, wording_of

if TYPE_CHECKING:
    from leitai.ledger.models import Fact

_BEFORE = {Comparator.MORE: ">", Comparator.AT_LEAST: "≥", Comparator.LESS: "<", Comparator.AT_MOST: "≤"}
# what a project costs → what of it is done; the latter is empty where only the cost is reported
PROJECTS = {
    "belt_planned": "belt_invested",
    "key_project_planned": "key_project_invested",
    "major_project_total_investment": "",
}
PROMISES = "pledges_made"
MOST_HIGHLIGHTS = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """How things are called in the language of a deck."""

    language: deck.Language

    @property
    def words(self) -> Wording:
        """The deck's own words."""
        return wording_of(self.language)

    def named(self, subject: object) -> str:
        """The name of an indicator."""
        english = getattr(subject, "name_en", "") if self.language is deck.Language.ENGLISH else ""
        return str(english or getattr(subject, "name", ""))

    def sentence(self, text: str) -> str:
        """A sentence of a source: told in a Chinese deck, left in the ledger by others."""
        return text if self.language is deck.Language.CHINESE else ""

    def period(self, text: str) -> str:
        """A period in words."""
        return spoken_period(text, self.language)

    def figure(self, fact: "Fact") -> deck.DeckFigure:
        """A fact as a deck shows it."""
        return deck.DeckFigure(
            label=self.named(fact.indicator),
            value=self.value(fact),
            unit=self.unit(fact).name,
            period=self.period(fact.period),
            source=source_of(fact),
            generated=is_generated(fact),
            fact_id=fact.pk,
        )

    def unit(self, fact: "Fact") -> Spoken:
        """The unit of measure in which a fact is shown."""
        return spoken_unit(fact.indicator.unit, self.language)

    def number(self, fact: "Fact") -> float:
        """The number of a fact in the unit in which it is shown."""
        return float(fact.value * self.unit(fact).factor)

    def value(self, fact: "Fact") -> str:
        """The value with its comparator or range, with as many decimals as it was given with."""
        factor = self.unit(fact).factor
        low = plainly(fact.value * factor)
        if fact.value_max is not None:
            return f"{low}–{plainly(fact.value_max * factor)}"
        return f"{_BEFORE.get(Comparator(fact.comparator), '')}{low}"


def highlights(voice: Voice, stated: Sequence["Fact"]) -> tuple[deck.Highlight, ...]:
    """Figures that the unit itself reported and that have happened, those of one sentence together, as it told them."""
    actual = [fact for fact in stated if fact.status == FactStatus.ACTUAL and not _told_elsewhere(fact)]
    told = [
        deck.Highlight(
            voice.named(facts[0].indicator), tuple(voice.figure(fact) for fact in facts), voice.sentence(sentence)
        )
        for sentence, facts in _by_sentence(actual)
    ]
    return tuple(told[:MOST_HIGHLIGHTS])


def _told_elsewhere(fact: "Fact") -> bool:
    code = fact.indicator.code
    return bool(fact.variant) or code == PROMISES or code in PROJECTS or code in PROJECTS.values()


def _by_sentence(facts: Iterable["Fact"]) -> list[tuple[str, list["Fact"]]]:
    """The facts in the order in which they stand in their sources; one that no sentence states stands alone."""
    grouped: dict[tuple[str, int], list[Fact]] = {}
    for fact in sorted(facts, key=_order):
        sentence = sentence_of(fact)
        grouped.setdefault((sentence, fact.source_id if sentence else fact.pk), []).append(fact)
    return [(sentence, told) for (sentence, _), told in grouped.items()]


def _order(fact: "Fact") -> tuple[int, int, int]:
    """As they stand in their source."""
    place = Place.read(fact.place)
    return fact.source_id, place.start if place is not None and place.kind is PlaceKind.CHARS else 0, fact.pk


def projects(voice: Voice, stated: Sequence["Fact"]) -> tuple[deck.ProjectLine, ...]:
    """What projects cost, and what of it is done."""
    by_code = {fact.indicator.code: fact for fact in reversed(stated) if not fact.variant}
    pairs = [(by_code[total], by_code.get(done)) for total, done in PROJECTS.items() if total in by_code]
    return tuple(_project(voice, total, done) for total, done in pairs)


def _project(voice: Voice, total: "Fact", done: "Fact | None") -> deck.ProjectLine:
    planned, ready = voice.number(total), None if done is None else voice.number(done)
    return deck.ProjectLine(
        name=voice.named(total.indicator),
        planned=planned,
        done=ready,
        unit=voice.unit(total).name,
        progress=None if ready is None or not planned else ready / planned,
        period=voice.period((done or total).period),
        source=source_of(total),
        generated=is_generated(total) or (done is not None and is_generated(done)),
        note=voice.sentence(sentence_of(total)),
    )


def pledges(voice: Voice, stated: Sequence["Fact"]) -> tuple[deck.Pledge, ...]:
    """What the unit said it will do: the promises it lists first, then targets, plans and what it expects."""
    ahead = {FactStatus.TARGET, FactStatus.PLANNED, FactStatus.EXPECTED}
    coming = [fact for fact in stated if fact.status in ahead and not _told_elsewhere(fact)]
    listed = [pledge for fact in stated if fact.indicator.code == PROMISES for pledge in _listed(fact)]
    return (*listed, *(_pledge(voice, fact) for fact in sorted(coming, key=_order)))


def _listed(fact: "Fact") -> tuple[deck.Pledge, ...]:
    texts = promised(sentence_of(fact), int(fact.value))
    return tuple(deck.Pledge(text, source=source_of(fact), generated=is_generated(fact)) for text in texts)


def _pledge(voice: Voice, fact: "Fact") -> deck.Pledge:
    """The indicator with its target; a day of report is no term."""
    ends = fact.last_day > fact.first_day
    return deck.Pledge(
        text=voice.named(fact.indicator),
        target=voice.figure(fact),
        due=voice.period(fact.period) if ends else "",
        source=source_of(fact),
        generated=is_generated(fact),
        note=voice.sentence(sentence_of(fact)),
    )


def doubts(voice: Voice, stated: Sequence["Fact"]) -> tuple[str, ...]:
    """Where another source says another figure: said openly, not shown as the unit's own."""
    return tuple(
        voice.words.disputed.format(
            indicator=voice.named(fact.indicator),
            value=measured(voice.value(fact), voice.unit(fact).name),
            source=source_of(fact),
        )
        for fact in stated
        if fact.variant
    )


def plainly(value: Decimal) -> str:
    """A number with as many decimals as it was given with.

    >>> plainly(Decimal("3902.00000000"))
    '3,902'
    """
    return f"{value.normalize():,f}"


def sentence_of(fact: "Fact") -> str:
    """The sentence that states a figure; empty where its source is no text."""
    place = Place.read(fact.place)
    if place is None or place.kind is not PlaceKind.CHARS:
        return ""
    return "".join(excerpt(fact.source.text, place, around=200)).strip()


def source_of(fact: "Fact") -> str:
    """Where a figure stands written, in a few words; generated figures of all periods have one source."""
    title = str(fact.source.title)
    if is_generated(fact):
        return title.removesuffix(fact.period).strip()
    return f"{title}, {fact.source.published:%Y-%m-%d}" if fact.source.published else title


def is_generated(fact: "Fact") -> bool:
    """Whether the figure was made for the demonstration."""
    return bool(fact.source.kind == EvidenceKind.GENERATED)
