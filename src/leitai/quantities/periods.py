"""The governing period of a figure: the time expression it stands under, carried as far as the text carries it."""

import re
from collections.abc import Sequence

from leitai.quantities.dates import Moment
from leitai.quantities.figures import Role, Status
from leitai.quantities.layout import Layout
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_AGAINST = re.compile("(?:比|较|与|于|自|从|由)$")
_UNTIL = re.compile("(?:到|至|截至|截止|止)$")
_BROAD = frozenset({"year", "quarter", "month", "span"})
_STATISTICS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.RANK})


def assign(readings: Sequence[Reading], moments: Sequence[Moment], parts: Layout, clean: str) -> None:
    """Set the period of every reading from the moments before it in its paragraph."""
    place, current, where = 0, None, -1
    for reading in readings:
        while place < len(moments) and moments[place].start < reading.start:
            moment = moments[place]
            place += 1
            if _governs(moment, clean):
                current = moment
        if reading.sentence.paragraph != where:
            where = reading.sentence.paragraph
            if current is not None and parts.sentence_at(current.start).paragraph != where:
                current = None
        if current is not None:
            _set(reading, current, parts, clean)


def _governs(moment: Moment, clean: str) -> bool:
    if moment.iso is None or moment.shape == "same":
        return False
    return not _AGAINST.search(clean, max(0, moment.start - 2), moment.start)


def _set(reading: Reading, moment: Moment, parts: Layout, clean: str) -> None:
    sentence = parts.sentence_at(moment.start)
    if sentence.paragraph != reading.sentence.paragraph or reading.role in {Role.QUALIFIER, Role.THRESHOLD}:
        return
    same = sentence is reading.sentence
    if not (same or _carries(reading, moment, sentence.number, parts)):
        return
    if moment.granularity not in _BROAD and not _day_governs(reading, moment, clean):
        return
    reading.period, reading.period_explicit = moment.iso, same
    reading.rules.append("period" if same else "period carried")


def _day_governs(reading: Reading, moment: Moment, clean: str) -> bool:
    if moment.granularity == "rate":
        return "," not in clean[moment.end : reading.start]
    if moment.granularity == "hour":
        return False
    until = _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
    own_clause = moment.start >= reading.lead_start
    return until or own_clause or clean[moment.end : moment.end + 1] == ","


def _carries(reading: Reading, moment: Moment, number: int, parts: Layout) -> bool:
    """Over ；a period carries to all; over 。 a year does, a shorter one only to figures of statistics."""
    between = parts.sentences[number + 1 : reading.sentence.number + 1]
    if moment.granularity not in _BROAD:
        return False
    if reading.status is Status.PLANNED and moment.granularity != "year":
        return False
    if all(sentence.joined for sentence in between):
        return True
    return moment.granularity == "year" or reading.unit.kind in _STATISTICS
