"""Text made safe for a slide: no control characters, a known width, cut where there is no room."""

import dataclasses
import math
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar, cast

Value = TypeVar("Value")

_LATIN = dict.fromkeys("<>=+&@#%~^≥≤mw", 0.86) | dict.fromkeys(" .,:;'|ijl-", 0.36)
_DROPPED = {"Cc", "Cs", "Cf"}
_WIDE = {"W", "F", "A"}
# The part of a line that may be filled: typefaces differ, and lines break before a word, not within
_ONE_LINE, _MORE_LINES = 0.96, 0.90


def clean(text: str) -> str:
    """The text on one line, without characters that XML forbids or that turn or hide what is read.

    >>> clean("瓯海区\\x00\\u202e 娄桥\\n街道")
    '瓯海区 娄桥 街道'
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in spaced if _shown(char)).split())


def _shown(char: str) -> bool:
    """Rare characters, private ones among them, stand in real names: only what cannot be shown at all is dropped."""
    return unicodedata.category(char) not in _DROPPED and ord(char) & 0xFFFE != 0xFFFE


def cleaned(value: Value) -> Value:
    """A frozen value with every text in it cleaned, however deep."""
    return cast("Value", _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        members = {field.name: _cleaned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **members)
    return value


def ems(text: str) -> float:
    """The width of a line in ems: a Chinese character is 1, a Latin one about 0.6, whatever family stands in.

    >>> ems("六比"), round(ems("50"), 2)
    (2.0, 1.2)
    """
    return sum(_em(char) for char in text)


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 1.0
    return 0.74 if char.isupper() else _LATIN.get(char, 0.6)


def shorten(text: str, room: float) -> str:
    """The text within `room` ems, cut with an ellipsis where it is longer.

    >>> shorten("瓯海区娄桥街道", 5)
    '瓯海区娄…'
    """
    if ems(text) <= room:
        return text
    kept = ""
    for char in text:
        if ems(kept) + _em(char) > room - 1:
            break
        kept += char
    return kept.rstrip() + "…"


@dataclasses.dataclass(frozen=True, slots=True)
class Fitted:
    """A text and the size in points at which it fits its place."""

    text: str
    size: float


def fit(text: str, *, width: float, lines: int, sizes: Sequence[float]) -> Fitted:
    """The largest of `sizes` (falling) at which the text fits `lines` lines of `width` points; cut if none does."""
    room = width * lines * (_ONE_LINE if lines == 1 else _MORE_LINES)
    for size in sizes:
        if ems(text) * size <= room:
            return Fitted(text, size)
    return Fitted(shorten(text, room / sizes[-1]), sizes[-1])


def number(value: float | None, decimals: int = 1) -> str:
    """A number for a table; a dash where there is none.

    >>> number(71.25), number(None), number(float("nan")), number(12345.6, 0)
    ('71.2', '—', '—', '12,346')
    """
    known = finite(value)
    return "—" if known is None else f"{known:,.{decimals}f}"


def finite(value: float | None) -> float | None:
    """The value, None where it is no number."""
    return value if value is not None and math.isfinite(value) else None


def plain(value: float, decimals: int = 2) -> str:
    """A number without idle zeros, with at most `decimals`.

    >>> plain(19.0), plain(18.60), plain(1234.567)
    ('19', '18.6', '1,234.57')
    """
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(value: str, unit: str) -> str:
    """A value with its unit: a space before a unit in Latin letters or figures, none before 亿元 or %.

    >>> measured("6.19", "亿元"), measured("3", "days"), measured("5", "100m yuan"), measured("17.2", "%")
    ('6.19亿元', '3 days', '5 100m yuan', '17.2%')
    """
    gap = " " if unit and unit[0].isascii() and unit[0].isalnum() else ""
    return f"{value}{gap}{unit}"
