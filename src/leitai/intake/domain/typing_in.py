"""Figures as people type them: full-width digits, thousands parted, spaces. What is unclear is refused, not guessed."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d+)?")
_NOTHING = frozenset({"", "-", "–", "—", "/", "无"})
_WIDE = str.maketrans("０１２３４５６７８９．，－＋　", "0123456789.,-+ ")
MOST = Decimal(10) ** 18
PLACES = 8


class NotANumber(ValueError):
    """A text that is no figure; `text` is it."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no figure: write digits and at most one point, like 1234.5, without a unit")


class TooFine(NotANumber):
    """A figure with more decimals than are kept."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.args = (f"{text!r} has more than {PLACES} decimals: round it",)


def number_typed(text: str) -> Decimal | None:
    """The figure of a text; None where it says that there is none. Raises NotANumber, and TooFine of its kind.

    >>> number_typed(" １,234.50 "), number_typed("—")
    (Decimal('1234.50'), None)
    """
    plain = text.translate(_WIDE).replace("\u00a0", " ").strip()
    if plain in _NOTHING:
        return None
    if len(plain) > 40 or not plain.isascii() or not _NUMBER.fullmatch(plain):
        raise NotANumber(text)
    value = Decimal(plain.replace(",", ""))
    exponent = value.as_tuple().exponent
    if abs(value) >= MOST:
        raise NotANumber(text)
    if isinstance(exponent, int) and -exponent > PLACES:
        raise TooFine(text)
    return value


def words_typed(text: str, most: int = 500) -> str:
    """Words on one line: control characters become spaces, outer spaces go, and what is too long is cut.

    >>> words_typed(" a\\x00b\\n ")
    'a b'
    """
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:most]
