"""The words around a number: its clause before and after, without what stands in brackets."""

import re
from collections.abc import Sequence

from leitai.quantities.dates import Moment
from leitai.quantities.reading import Reading

_CLOSE = {"“": "”", "‘": "’", "「": "」", "《": "》"}
_STOP = re.compile(r"[,;:。!?！？\n(“‘「)]")
_TAIL = re.compile(r"(?:“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|《[^《》\n]*》|[^,;:。、!?！？;\n()“”‘’「」])*")
_BRACKETS = re.compile(r"\([^()]*\)")
REACH = 60


def surround(readings: Sequence[Reading], moments: Sequence[Moment], clean: str) -> None:
    """Set lead and tail of every reading. A clause never crosses a sentence or another number."""
    starts = [reading.start for reading in readings] + [len(clean)]
    before: Reading | None = None
    for place, reading in enumerate(readings):
        sentence = reading.sentence
        floor = max(sentence.start, reading.start - REACH)
        if before is not None and before.sentence is sentence:
            floor = max(floor, _past(before, reading, clean))
        reading.lead_start = _lead_start(clean, floor, reading.start)
        ceiling = min(starts[place + 1], sentence.end, reading.end + REACH)
        found = _TAIL.match(clean, reading.end, ceiling)
        reading.tail_end = found.end() if found else reading.end
        reading.lead = clean[reading.lead_start : reading.start]
        reading.tail = clean[reading.end : reading.tail_end]
        before = reading


def _past(before: Reading, reading: Reading, clean: str) -> int:
    """Where the words of a number may begin after another one: behind it, or before it if it stands in brackets."""
    between = clean[before.end : reading.start]
    shut = between.find(")")
    if shut >= 0 and "(" not in between[:shut] and clean.rfind("(", before.lead_start - 1, before.start) >= 0:
        return before.lead_start if shut + 1 < len(between) or True else before.end
    return before.end


def _lead_start(clean: str, floor: int, start: int) -> int:
    """Behind the last mark before a number that ends a clause. A quotation closed before the number is part of it."""
    best, place, depth = floor, start - 1, 0
    while place >= floor:
        sign = clean[place]
        if sign in "”’」)》":
            depth += 1
        elif sign in "“‘「(《":
            if depth == 0:
                best = place + 1
                break
            depth -= 1
        elif depth == 0 and (sign in ",;:。!?！？\n" or (sign == "、" and place == floor)):
            best = place + 1
            break
        place -= 1
    return best


def without_brackets(text: str) -> str:
    """A phrase without bracketed words."""
    return _BRACKETS.sub("", text) if "(" in text else text
