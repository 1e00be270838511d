"""Periods and units of measure as one says them in the language of a deck."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from leitai.meetings.domain.deck import Language

_PERIOD = re.compile(r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A unit of measure as it is said; a figure of the ledger times `factor` counts in it, a power of ten."""

    name: str
    factor: Decimal = Decimal(1)

    @property
    def places(self) -> int:
        """How many more decimals a figure needs in this unit; negative for fewer."""
        return -int(self.factor.log10())


_TENTH, _TEN = Decimal("0.1"), Decimal(10)
_ENGLISH_UNITS: Mapping[str, Spoken] = {
    "%": Spoken("%"),
    "亿元": Spoken("bn yuan", _TENTH),
    "万元": Spoken("k yuan", _TEN),
    "元": Spoken("yuan"),
    "万元/亩": Spoken("k yuan per mu", _TEN),
    "万元/人": Spoken("k yuan per head", _TEN),
    "万平方米": Spoken("ha"),
    "微克/立方米": Spoken("µg/m³"),
    "亩": Spoken("mu"),
    "户": Spoken("households"),
    "家": Spoken("firms"),
    "家次": Spoken("visits"),
    "件": Spoken("cases"),
    "件/万人": Spoken("per 10k people"),
    "起": Spoken("cases"),
    "天": Spoken("days"),
    "月": Spoken("months"),
    "人": Spoken("people"),
    "万人": Spoken("k people", _TEN),
    "支": Spoken("teams"),
    "吨标准煤": Spoken("t of coal equivalent"),
    "万元/吨标准煤": Spoken("k yuan per t of coal equivalent", _TEN),
    **{classifier: Spoken("") for classifier in ("个", "项", "条", "台", "位")},
}


def spoken_period(period: str, language: Language) -> str:
    """A period of the ledger in words; a text that is none stays as it is.

    >>> spoken_period("2019Q1", Language.CHINESE), spoken_period("2019-03", Language.ENGLISH)
    ('2019年一季度', 'March 2019')
    >>> spoken_period("2019-01/2019-09", Language.CHINESE)
    '2019年1月至2019年9月'
    """
    begin, stroke, end = period.partition("/")
    said = [_said(part, language) for part in ((begin, end) if stroke else (begin,))]
    return ("–" if language is Language.ENGLISH else "至").join(said)


def _said(period: str, language: Language) -> str:
    found = _PERIOD.fullmatch(period)
    if found is None or int(found["month"] or 1) not in range(1, 13):
        return period
    return _in_english(found) if language is Language.ENGLISH else _in_chinese(found)


def _in_chinese(found: re.Match[str]) -> str:
    said = f"{found['year']}年"
    if found["quarter"]:
        return f"{said}{'一二三四'[int(found['quarter']) - 1]}季度"
    if found["half"]:
        return f"{said}{'上下'[int(found['half']) - 1]}半年"
    month = f"{int(found['month'])}月" if found["month"] else ""
    return f"{said}{month}" + (f"{int(found['day'])}日" if found["day"] else "")


def _in_english(found: re.Match[str]) -> str:
    if found["quarter"] or found["half"]:
        part = f"Q{found['quarter']}" if found["quarter"] else f"H{found['half']}"
        return f"{part} {found['year']}"
    month = f"{_MONTHS[int(found['month']) - 1]} " if found["month"] else ""
    day = f"{int(found['day'])} " if found["day"] else ""
    return f"{day}{month}{found['year']}"


def spoken_unit(unit: str, language: Language) -> Spoken:
    """A unit of the catalogue behind a number; one without an English name keeps its own.

    >>> spoken_unit("月", Language.CHINESE).name, spoken_unit("亿元", Language.ENGLISH).name
    ('个月', 'bn yuan')
    """
    if language is Language.ENGLISH:
        return _ENGLISH_UNITS.get(unit, Spoken(unit))
    return Spoken("个月" if unit == "月" else unit)


def promised(sentence: str, count: int) -> tuple[str, ...]:
    """The promises that a sentence lists after its colon; empty where they are not as many as it says.

    >>> promised("街道承诺做好两件事：路修通，水治清。", 2)
    ('路修通', '水治清')
    """
    listed = re.split(r"[：:]", sentence.strip().rstrip("。.；;"), maxsplit=1)[-1]
    for mark in "；;，,、":
        parts = tuple(part.strip() for part in listed.split(mark) if part.strip())
        if len(parts) == count:
            return parts
    return ()
