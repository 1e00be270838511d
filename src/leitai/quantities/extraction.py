"""From a text to its figures: every stage in order."""

from collections.abc import Sequence
from datetime import date

from leitai.quantities import (
    comparators,
    contexts,
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
from leitai.quantities.assembling import date_mention, figures
from leitai.quantities.candidates import candidates
from leitai.quantities.clauses import surround
from leitai.quantities.document import Document
from leitai.quantities.figures import Extraction, Role, Trap
from leitai.quantities.mentions import Mentions
from leitai.quantities.names import COUNTY_KINDS, Catalogue, Gazetteer
from leitai.quantities.places import is_known, place_of_text
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import Cuts
from leitai.quantities.units import RANK

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

    `published` is the day the brief is from (read from its address or dateline where not given), `submitter` the code
    of the unit that handed it in. Offsets count characters of `text` as it is. Never raises on any text.
    """
    document = Document.read(text, published)
    if submitter is None and _is_from_elsewhere(document, gazetteer):
        gazetteer = _NOWHERE
    found = candidates(document)
    actors = Actors(document, Mentions(document.clean, gazetteer, document.labels), gazetteer, submitter)
    _interpret(found.readings, document, actors)
    indicators.match(found.readings, catalogue)
    repeats.link(found.readings)
    doubts.doubt(found.readings, text)
    return Extraction(
        text=text,
        published=document.published,
        figures=figures(text, found.readings),
        dates=tuple(date_mention(text, document, number, one) for number, one in enumerate(document.moments)),
        traps=tuple(Trap(token.start, token.end, text[token.start : token.end], why) for token, why in found.traps),
    )


def _is_from_elsewhere(document: Document, gazetteer: Gazetteer) -> bool:
    """Whether a text is of a county that the tree does not know, and names none that it knows.

    Townships of the tree would only be of the same name as those of that county.
    """
    place = place_of_text(document.clean, document.parts)
    if place is None or not is_known(place[2]) or gazetteer.calls(place[2]):
        return False
    counties = (one for one in gazetteer.divisions if one.kind in COUNTY_KINDS)
    return not any(one.name in document.clean or one.name[:-1] in document.clean for one in counties)


def _interpret(readings: Sequence[Reading], document: Document, actors: Actors) -> None:
    """What each number says. Every stage leans on those before it."""
    surround(readings, document.clean)
    links.link(readings, document.clean)
    for reading in readings:
        if reading.unit is RANK:
            reading.role = Role.RANK
        comparators.compare(reading, document.clean)
        growth.judge(reading, document.clean)
    statuses.judge(readings, document)
    actors.resolve(readings)
    phrases.name(readings, _cuts(document, actors), document.clean)
    periods.assign(readings, document)
    scopes.set_scopes(readings)
    growth.find_levels(readings)
    contexts.judge(readings, document)


_HEADS = frozenset({"", ",", ";", "。", ":", "\n", "年", "月", "日", "度"})


def _cuts(document: Document, actors: Actors) -> Cuts:
    """The places of times and of actors, which are no part of a phrase."""
    wholes = [one for one in actors.named.wholes if one.opens]  # 县供水中心 is told with what it does
    subjects = [(one.start, one.end) for one in [*actors.named.all, *wholes] if one.subject]
    if actors.titled is not None and actors.titled.end > actors.titled.start:
        name, place = actors.titled.name, document.clean.find(actors.titled.name)
        subjects.append((actors.titled.start, actors.titled.end))
        told = {start for start, _ in subjects}
        while place >= 0:  # 延边州, which is no county by its ending
            if place not in told and document.clean[place - 1 : place] in _HEADS:
                subjects.append((place, place + len(name)))
            place = document.clean.find(name, place + 1)
    return Cuts(sorted({*((one.start, one.end) for one in document.moments), *subjects}))
