"""From a text to its figures: every stage in order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leitai.quantities import (
    comparators,
    contexts,
    dates,
    doubts,
    growth,
    indicators,
    links,
    periods,
    phrases,
    repeats,
    scopes,
    statuses,
)
from leitai.quantities.actors import Actors
from leitai.quantities.clauses import surround
from leitai.quantities.dateline import published_in
from leitai.quantities.dates import Moment
from leitai.quantities.figures import DateMention, Extraction, Figure, Role, Trap
from leitai.quantities.layout import Layout, layout
from leitai.quantities.mentions import Mentions
from leitai.quantities.names import Catalogue, Gazetteer
from leitai.quantities.reading import Reading
from leitai.quantities.scanning import Token, plain, scan
from leitai.quantities.time_words import find
from leitai.quantities.traps import Labels, trap_of
from leitai.quantities.units import RANK, counted

_NOWHERE = Gazetteer()
_NOTHING = Catalogue()


def extract(
    text: str,
    *,
    published: date | None = None,
    submitter: str | None = None,
    gazetteer: Gazetteer = _NOWHERE,
    catalogue: Catalogue = _NOTHING,
) -> Extraction:
    """Every figure of a brief, with its dates and the traps passed by.

    `published` is the day the brief is from (read from its address or dateline where not given), `submitter` the code of
    the unit that handed it in. Offsets count characters of `text` as it is. Never raises on any text.
    """
    clean = plain(text)
    parts = layout(clean)
    published = published or published_in(clean)
    moments = _moments(clean, parts, published)
    labels = Labels(clean)
    readings, traps = _readings(clean, parts, labels, moments)
    _interpret(
        readings, moments, parts, clean, Actors(clean, parts, gazetteer, Mentions(clean, gazetteer, labels), submitter), catalogue, published
    )
    return Extraction(
        text=text,
        published=published,
        figures=_figures(text, readings),
        dates=tuple(_mention(text, parts, number, moment) for number, moment in enumerate(moments)),
        traps=tuple(Trap(token.start, token.end, text[token.start : token.end], reason) for token, reason in traps),
    )


def _moments(clean: str, parts: Layout, published: date | None) -> list[Moment]:
    inside = [found for found in find(clean) if not _outside(parts, found.start())]
    return dates.resolve(clean, inside, published, lambda place: parts.sentence_at(place).paragraph)


def _outside(parts: Layout, place: int) -> bool:
    return not parts.sentences or parts.paragraphs[parts.sentence_at(place).paragraph].outside


def _readings(
    clean: str, parts: Layout, labels: Labels, moments: Sequence[Moment]
) -> tuple[list[Reading], list[tuple[Token, str]]]:
    readings: list[Reading] = []
    traps: list[tuple[Token, str]] = []
    place = 0
    for token in scan(clean):
        while place < len(moments) and moments[place].end <= token.start:
            place += 1
        if (place < len(moments) and moments[place].start < token.end) or _outside(parts, token.start):
            continue
        reason = trap_of(token, clean, labels)
        reading = None if reason else _reading(token, clean, parts)
        if reading is None:
            traps.append((token, reason or "not_number"))
        else:
            readings.append(reading)
    return readings, traps


def _reading(token: Token, clean: str, parts: Layout) -> Reading | None:
    unit = token.unit or counted(clean[token.end : token.end + 3])
    if unit is None:
        return None
    return Reading(
        token, unit, token.start, token.end, parts.sentence_at(token.start), rules=[token.form, *token.rules]
    )


def _interpret(
    readings: list[Reading],
    moments: list[Moment],
    parts: Layout,
    clean: str,
    actors: Actors,
    catalogue: Catalogue,
    published: date | None,
) -> None:
    surround(readings, clean)
    links.link(readings, clean)
    for reading in readings:
        if reading.unit is RANK:
            reading.role = Role.RANK
        comparators.compare(reading, clean)
        growth.judge(reading)
    statuses.judge(readings, moments, parts, published, clean)
    actors.resolve(readings)
    periods.assign(readings, moments, parts, clean)
    phrases.name(readings, _cuts(moments, actors), clean)
    scopes.set_scopes(readings)
    growth.find_levels(readings)
    contexts.judge(readings, moments, clean)
    indicators.match(readings, catalogue)
    repeats.link(readings)
    doubts.doubt(readings)


def _cuts(moments: Sequence[Moment], actors: Actors) -> list[tuple[int, int]]:
    """The places of times and of actors, which are no part of a phrase."""
    subjects = [one for one in [*actors.named.all, *actors.named.wholes] if one.subject]
    return sorted([(one.start, one.end) for one in moments] + [(one.start, one.end) for one in subjects])


def _figures(text: str, readings: Sequence[Reading]) -> tuple[Figure, ...]:
    ids = {id(reading): f"f{number}" for number, reading in enumerate(readings, start=1)}
    return tuple(_figure(text, reading, ids) for reading in readings)


def _figure(text: str, reading: Reading, ids: dict[int, str]) -> Figure:
    token, unit = reading.token, reading.unit
    high_unit = token.high_unit or unit
    ranged = token.high is not None
    of = ids[id(reading.of)] if reading.of is not None else None
    return Figure(
        id=ids[id(reading)],
        start=token.start,
        end=token.end,
        surface=text[token.start : token.end],
        sentence=(reading.sentence.start, reading.sentence.end),
        kind=unit.kind,
        value=None if ranged else token.low,
        value_min=token.low if ranged else None,
        value_max=token.high,
        unit=unit.name or None,
        base_value=None if ranged else unit.in_base(token.low),
        base_min=unit.in_base(token.low) if ranged else None,
        base_max=high_unit.in_base(token.high) if token.high is not None else None,
        base_unit=unit.base,
        comparator=reading.comparator,
        modifier=reading.modifier,
        role=reading.role,
        status=reading.status,
        actor=reading.actor,
        actor_code=reading.actor_code,
        actor_source=reading.actor_source,
        indicator=reading.indicator,
        indicator_spans=reading.spans,
        indicator_code=reading.code,
        indicator_score=reading.score,
        period=reading.period,
        period_explicit=reading.period_explicit,
        growth=replace(reading.growth, of=of) if reading.growth is not None else None,
        of=of,
        of_span=(reading.of.start, reading.of.end) if reading.of is not None else None,
        scope=reading.scope,
        same_as=ids[id(reading.same_as)] if reading.same_as is not None else None,
        doubts=tuple(reading.doubts),
        rules=tuple(reading.rules),
    )


def _mention(text: str, parts: Layout, number: int, moment: Moment) -> DateMention:
    sentence = parts.sentence_at(moment.start)
    return DateMention(
        id=f"d{number + 1}",
        start=moment.start,
        end=moment.end,
        surface=text[moment.start : moment.end],
        sentence=(sentence.start, sentence.end),
        iso=moment.iso,
        granularity=moment.granularity,
        rules=(f"date {moment.shape}",),
    )
