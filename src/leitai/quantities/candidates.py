"""The numbers of a document that count or measure something, and those that are traps."""

from dataclasses import dataclass

from leitai.quantities.document import Document
from leitai.quantities.reading import Reading
from leitai.quantities.scanning import Token, scan
from leitai.quantities.traps import trap_of
from leitai.quantities.units import counted


@dataclass(slots=True)
class Candidates:
    """`traps` come with the class they belong to."""

    readings: list[Reading]
    traps: list[tuple[Token, str]]


def candidates(document: Document) -> Candidates:
    """Every number of a document outside its times, sorted into readings and traps."""
    out = Candidates([], [])
    moments, place = document.moments, 0
    for token in scan(document.clean):
        while place < len(moments) and moments[place].end <= token.start:
            place += 1
        in_time = place < len(moments) and moments[place].start < token.end
        if not in_time and not document.outside(token.start):
            _sort(token, document, out)
    return out


def _sort(token: Token, document: Document, out: Candidates) -> None:
    reason = trap_of(token, document.clean, document.labels)
    unit = token.unit or counted(document.clean[token.end : token.end + 3])
    if reason is not None or unit is None:
        out.traps.append((token, reason or "not_number"))
        return
    sentence = document.parts.sentence_at(token.start)
    out.readings.append(Reading(token, unit, token.start, token.end, sentence, rules=[token.form, *token.rules]))
