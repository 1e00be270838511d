"""What a figure measures: the shortest phrase of the text that names it, and the indicator of the catalogue."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from leitai.quantities.clauses import without_brackets
from leitai.quantities.dates import Moment
from leitai.quantities.figures import Role
from leitai.quantities.lexicon import any_of
from leitai.quantities.names import Catalogue
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

LONGEST = 24
ENOUGH = 0.6


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('lead_in')})+")


@cache
def _lead_out() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('lead_out')})$")


@cache
def _change() -> re.Pattern[str]:
    words = f"{any_of('yoy')}|{any_of('mom')}|{any_of('cagr')}|{any_of('up')}|{any_of('down')}"
    return re.compile(f"(?:{words}|速度|幅度|率|速|幅)$")


@cache
def _noun_stop() -> re.Pattern[str]:
    return re.compile(any_of("noun_stops"))


_MARKS = re.compile("^[、,的了\\s—-]+|[、,\\s的—-]+$")
_SCOPE = re.compile(
    "(?:全国|全省|全市|全区|全县|全镇|本市|[\u4e00-\u9fff]{2,3}[市区县])?(?:各)?(?:乡镇|镇街|街道|同类)*$"
)


def name(
    readings: Sequence[Reading], moments: Sequence[Moment], mentions: Sequence[tuple[int, int]], clean: str
) -> None:
    """Set the phrase of every reading; one without words of its own takes over the one before it."""
    cut = sorted([(m.start, m.end) for m in moments] + list(mentions))
    before: Reading | None = None
    for reading in readings:
        phrase = _phrase(reading, clean, cut)
        if reading.role in {Role.GROWTH, Role.RANK} and before is not None and _same_stretch(before, reading):
            phrase = _completed(phrase, before, reading)
        if not phrase and before is not None and before.sentence.paragraph == reading.sentence.paragraph:
            phrase = before.indicator or ""
            reading.rules.append("phrase taken over")
        reading.indicator = phrase or None
        before = reading


def _same_stretch(before: Reading, reading: Reading) -> bool:
    return before.sentence is reading.sentence or reading.sentence.joined


def _completed(phrase: str, before: Reading, reading: Reading) -> str:
    """增幅 alone is the growth of what stands before: 税收 + 增幅."""
    if phrase in {"增幅", "增速", "降幅", "涨幅", "总量"}:
        base = before.indicator or ""
        return base if reading.role is Role.GROWTH else base + phrase
    return phrase


def _phrase(reading: Reading, clean: str, cut: Sequence[tuple[int, int]]) -> str:
    lead = _lead(reading, clean, cut)
    if (
        reading.unit.kind is Kind.COUNT
        or (reading.unit.kind is Kind.RANK and reading.token.form == "first")
        or not lead
    ):
        return (lead + _noun(reading))[-LONGEST:]
    return lead


def _lead(reading: Reading, clean: str, cut: Sequence[tuple[int, int]]) -> str:
    text, start = reading.lead, reading.lead_start
    for low, high in reversed(cut):
        if low >= start and high <= reading.start:
            text = text[: low - start] + "\x00" + text[high - start :]
    text = without_brackets(text)
    text = (
        text.rpartition("\x00")[2]
        if "\x00" in text and len(text.rpartition("\x00")[2]) >= 2
        else text.replace("\x00", "")
    )
    return _stripped(text, reading)[-LONGEST:]


def _stripped(text: str, reading: Reading) -> str:
    previous = None
    while text != previous:
        previous = text
        text = _MARKS.sub("", text)
        if reading.unit.kind is Kind.RANK:
            text = _SCOPE.sub("", text)
        text = _lead_out().sub("", text)
        if reading.role is Role.GROWTH and text not in {"增速", "增幅", "降幅"}:
            text = _change().sub("", text)
    found = _lead_in().match(text)
    return text[found.end() :] if found else text


def _noun(reading: Reading) -> str:
    """The thing counted, from the words after the number up to the first verb or adverb."""
    tail = re.sub("^(?:多|余|以上|以下|以内|左右|上下)?的?", "", reading.tail)
    stop = _noun_stop().search(tail, 1)
    return _MARKS.sub("", (tail[: stop.start()] if stop else tail))[:LONGEST]


def match(readings: Sequence[Reading], catalogue: Catalogue) -> None:
    """Set code and score of the indicator whose name or alias is nearest to the phrase."""
    known: dict[tuple[str, bool], tuple[str, float] | None] = {}
    for reading in readings:
        if reading.indicator is None:
            continue
        key = (reading.indicator, reading.role is Role.GROWTH)
        if key not in known:
            known[key] = best(catalogue, *key)
        found = known[key]
        if found is not None:
            reading.code, reading.score = found
            reading.rules.append("catalogue")


def best(catalogue: Catalogue, phrase: str, growth: bool) -> tuple[str, float] | None:
    """The code of the nearest indicator with its score (bigram F1), or None below 0.6."""
    tries = [phrase + "增长", phrase] if growth else [phrase]
    for text in tries:
        if text in catalogue.phrases:
            return catalogue.phrases[text], 1.0
    text = tries[0]
    own = _grams(text)
    found: Counter[str] = Counter()
    for gram in own:
        found.update(catalogue.grams.get(gram, ()))
    scored = [(2 * shared / (len(own) + max(1, len(other) - 1)), other) for other, shared in found.items()]
    score, other = max(scored, default=(0.0, ""))
    return (catalogue.phrases[other], round(score, 3)) if score >= ENOUGH else None


def _grams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(max(1, len(text) - 1))}
