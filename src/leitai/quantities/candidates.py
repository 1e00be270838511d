"""The numbers of a document that count or measure something, and those that are traps."""

import re
from dataclasses import dataclass

from leitai.quantities.document import Document
from leitai.quantities.reading import Reading
from leitai.quantities.scanning import Token, scan
from leitai.quantities.traps import trap_of
from leitai.quantities.units import Unit, counted
from leitai.quantities.units import unit as unit_of


@dataclass(slots=True)
class Candidates:
    """`traps` come with the class they belong to."""

    readings: list[Reading]
    traps: list[tuple[Token, str]]


def candidates(document: Document) -> Candidates:
    """Every number of a document outside its times, sorted into readings and traps."""
    out = Candidates([], [])
    moments, place = document.moments, 0
    for token in scan(document.clean, [(one.start, one.end) for one in moments]):
        while place < len(moments) and moments[place].end <= token.start:
            place += 1
        in_time = place < len(moments) and moments[place].start < token.end
        if not in_time and not document.outside(token.start):
            _sort(token, document, out)
    return out


_OF_MONEY = re.compile(
    "(?:产值|总值|投资|收入|税收|资金|销售额|营业额|营收|成交额|贷款|余额|总额|金额|投资额|利润)"
    "(?:累计|共|约|近|超过?|逾|达到?|突破|完成|为|增至|增加到)*$"
)
_OF_PEOPLE = re.compile("(?:人数|客流量?|游客量?|人次)(?:累计|共|约|近|超过?|逾|达到?|突破|为)*$")
LONGEST_NOUN = 4  # signs of a noun that says what is counted without a classifier
LONGEST_LEAD = 12  # signs before a number among which the money that it is stands


def _sum_spoken(token: Token, clean: str) -> Unit | None:
    """工业总值逾66亿,…: a sum as a title tells it, without 元."""
    if token.form != "arabic" or token.numeral[-1:] not in {"亿", "万"}:
        return None
    closed = clean[token.end : token.end + 1] in _CLOSERS
    low = max(0, token.start - LONGEST_LEAD)
    if closed and _OF_PEOPLE.search(clean, low, token.start):
        return unit_of("人")
    return unit_of("元") if closed and _OF_MONEY.search(clean, low, token.start) else None


_CLOSERS = frozenset({"", ",", ";", "。", "、", " ", "\n", ")", "同", "增"})


def _sort(token: Token, document: Document, out: Candidates) -> None:
    reason = trap_of(token, document.clean, document.labels)
    unit = (
        token.unit
        or counted(document.clean[token.end : token.end + LONGEST_NOUN])
        or _sum_spoken(token, document.clean)
    )
    if reason is not None or unit is None:
        out.traps.append((token, reason or "not_number"))
        return
    sentence = document.parts.sentence_at(token.start)
    out.readings.append(Reading(token, unit, token.start, token.end, sentence, rules=[token.form, *token.rules]))
