"""超, 近, 多, 以上: how a printed number stands to the true one."""

import re
from functools import cache

from leitai.quantities.figures import Comparator
from leitai.quantities.lexicon import one_of, table
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind


@cache
def _signs(side: str) -> dict[str, Comparator]:
    return {word: Comparator(sign) for sign, found in table("words")["comparators"][side].items() for word in found}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"({one_of(_signs('before'))})了?$")


@cache
def _before_ends() -> frozenset[str]:
    """The signs that such words before a number end in."""
    return frozenset({"了", *(word[-1] for word in _signs("before"))})


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\(?({one_of(_signs('after'))})")


_INFIX = re.compile("[多余几]")


def compare(reading: Reading, clean: str) -> None:
    """Set comparator and modifier from the words next to the number; a range says it by itself."""
    token = reading.token
    if token.high is not None:
        reading.comparator = Comparator.RANGE
        return
    if reading.unit.kind is Kind.RANK:
        if token.form == "top" and token.printed != "强":
            reading.comparator, reading.modifier = Comparator.AT_MOST, "前"
        return
    infix = _INFIX.search(clean, token.start, token.end)
    after = _after().match(clean, token.end)
    near = clean[token.start - 1 : token.start] in _before_ends()
    before = _before().search(clean, max(0, token.start - 6), token.start) if near else None
    if token.form == "fraction" and clean.startswith("强", token.end):
        _set(reading, Comparator.MORE, "强")
    elif infix:
        _set(reading, Comparator.MORE, infix[0])
    elif after and not (after[1] in {"多", "起"} and not _ends(clean, after.end())):
        _set(reading, _signs("after")[after[1]], after[1])
    elif before and _is_meant(before[1], reading):
        _set(reading, _signs("before")[before[1]], before[1])


def _is_meant(sign: str, reading: Reading) -> bool:
    """近五年 is no bound; 上, 过 and 数 are one only before a bare scale (上万人, 数百户)."""
    if sign == "近":
        return reading.unit.kind is not Kind.DURATION
    return sign not in {"上", "过", "数"} or reading.token.numeral[0] in "十百千万亿"


def _ends(clean: str, place: int) -> bool:
    return not re.match("[\u4e00-\u9fff]", clean[place : place + 1])


def _set(reading: Reading, comparator: Comparator, modifier: str) -> None:
    reading.comparator, reading.modifier = comparator, modifier if comparator is not Comparator.EQUAL else None
    reading.rules.append(f"comparator {modifier}")
