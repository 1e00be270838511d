"""Readings and times as the figures and dates that extraction gives."""

from collections.abc import Sequence

from leitai.quantities.dates import Moment
from leitai.quantities.document import Document
from leitai.quantities.figures import DateMention, Figure, Growth
from leitai.quantities.reading import Reading


def figures(text: str, readings: Sequence[Reading]) -> tuple[Figure, ...]:
    """The readings of a text as figures, numbered in its order."""
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
        growth=Growth(reading.growth.basis, reading.growth.direction, of) if reading.growth is not None else None,
        of=of,
        of_span=(reading.of.start, reading.of.end) if reading.of is not None else None,
        scope=reading.scope,
        same_as=ids[id(reading.same_as)] if reading.same_as is not None else None,
        doubts=tuple(reading.doubts),
        rules=tuple(reading.rules),
    )


def date_mention(text: str, document: Document, number: int, moment: Moment) -> DateMention:
    """A time of a document as it is given out; `number` counts from nought."""
    sentence = document.parts.sentence_at(moment.start)
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
