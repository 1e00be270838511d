"""The exact place of a figure in its source, as a short text that can be read back.

chars:12-18      characters 12 to 18 of a text (code points, end exclusive)
cell:表1!C7      a cell of a workbook
field:tax_per_mu a field of a form
item:17          an item of a request, a run or an operation
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_FORM = re.compile(r"(?P<kind>chars|cell|field|item):(?P<rest>.+)", re.DOTALL)


class PlaceKind(StrEnum):
    """What a place counts in."""

    CHARS = "chars"
    CELL = "cell"
    FIELD = "field"
    ITEM = "item"


class PlaceError(ValueError):
    """A text that names no place; says the forms that do."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no place: write chars:12-18, cell:Sheet!C7, field:name or item:17")


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `start` and `end` only for characters, `name` for the others."""

    kind: PlaceKind
    start: int = 0
    end: int = 0
    name: str = ""

    @classmethod
    def chars(cls, start: int, end: int) -> "Place":
        """Characters of a text."""
        return cls(PlaceKind.CHARS, start, end)

    @classmethod
    def parse(cls, text: str) -> "Place":
        """The place that a text names. Raises PlaceError.

        >>> Place.parse("chars:12-18").end
        18
        """
        found = _FORM.fullmatch(text)
        if found is None:
            raise PlaceError(text)
        if found["kind"] != "chars":
            return cls(PlaceKind(found["kind"]), name=found["rest"])
        start, dash, end = found["rest"].partition("-")
        if not (dash and _whole(start) and _whole(end) and int(start) < int(end)):
            raise PlaceError(text)
        return cls.chars(int(start), int(end))

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that a text names; None where it names none, as old files may: it is shown as it stands."""
        try:
            return cls.parse(text)
        except PlaceError:
            return None

    def __str__(self) -> str:
        rest = f"{self.start}-{self.end}" if self.kind is PlaceKind.CHARS else self.name
        return f"{self.kind}:{rest}"


def _whole(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def excerpt(text: str, place: Place, *, around: int = 60) -> tuple[str, str, str]:
    """What stands before, at and after a span of characters; cut at the ends of its sentence.

    >>> excerpt("一季度财政收入6亿元。其他。", Place.chars(7, 10))
    ('一季度财政收入', '6亿元', '。')
    """
    before, after = text[max(0, place.start - around) : place.start], text[place.end : place.end + around]
    before = re.split(r"[。!?！？;；\n]", before)[-1]
    ending = re.search(r"[。!?！？;；\n]", after)
    return before, text[place.start : place.end], after[: ending.end()].rstrip("\n") if ending else after
