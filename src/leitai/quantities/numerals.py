"""Numbers as they are written: digits, Chinese numerals, and both mixed."""

import re
from decimal import Decimal

DIGITS = {sign: place for place, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "廿": 20}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
VAGUE = frozenset("多余几数来好")

_PIECES = re.compile(r"[-−+]|\d[\d,]*(?:\.\d+)?|\S", re.ASCII)
_PLAIN = re.compile(r"(\d+(?:\.\d+)?)([百千万亿])?[多余几]?", re.ASCII)
_SCALES = {sign: Decimal(scale) for sign, scale in (TENS | MYRIADS).items()}


class NumeralError(ValueError):
    """A text that is no number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no number: write digits, or Chinese numerals up to 亿")


def number(text: str) -> Decimal:
    """The number that a text names. Signs of vagueness (多, 余, 几) count nothing. Raises NumeralError.

    >>> number("1亿2000万"), number("三十五万"), number("十二点四"), number("300余")
    (Decimal('120000000'), Decimal('350000'), Decimal('12.4'), Decimal('300'))
    """
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return Decimal(plain[1]) * _SCALES[plain[2]] if plain[2] else Decimal(plain[1])
    whole, point, part = text.partition("点")
    value = _whole(whole)
    return value + _digits(part) / (10 ** Decimal(len(part))) if point else value


def _digits(text: str) -> Decimal:
    try:
        return Decimal("".join(str(DIGITS[sign]) for sign in text))
    except KeyError as error:
        raise NumeralError(text) from error


def _whole(text: str) -> Decimal:
    reader = _Reader()
    for piece in _PIECES.findall(text):
        reader.take(piece)
    return reader.value(text)


class _Reader:
    """Adds up pieces from left to right: `high` in whole 亿, `low` below the last myriad, `current` not yet scaled."""

    def __init__(self) -> None:
        self.high = self.low = Decimal(0)
        self.current: Decimal | None = None
        self.sign, self.last_scale, self.seen, self.written = 1, 0, False, False

    def take(self, piece: str) -> None:
        if piece in VAGUE:
            return
        if piece in "-−+":
            self.sign = 1 if piece == "+" else -1
        elif piece in TENS:
            self._tens(TENS[piece])
        elif piece in MYRIADS:
            self._myriads(MYRIADS[piece])
        elif piece == "半":
            self.current, self.seen = (self.current or 0) + Decimal("0.5"), True
        elif piece in DIGITS or piece[0].isdigit():
            self._digit(piece)
        else:
            raise NumeralError(piece)

    def _digit(self, piece: str) -> None:
        self.seen, self.written = True, piece in DIGITS
        if piece in {"零", "〇"} and self.current is None:
            self.last_scale = 0
        if not self.written:
            self.current = Decimal(piece.replace(",", ""))
        else:
            self.current = (self.current or Decimal(0)) * (10 if self.current is not None else 1) + DIGITS[piece]

    def _tens(self, scale: int) -> None:
        self.low += (Decimal(1) if self.current is None else self.current) * scale
        self.current, self.last_scale, self.seen = None, scale, True

    def _myriads(self, scale: int) -> None:
        section = self.low + (self.current or 0)
        if scale == 10**8:
            self.high = (self.high + section if self.high + section or self.current is not None else Decimal(1)) * scale
        else:
            self.high += (section if section or self.current is not None else Decimal(1)) * scale
        self.low, self.current, self.last_scale, self.seen = Decimal(0), None, scale, True

    def value(self, text: str) -> Decimal:
        if not self.seen:
            raise NumeralError(text)
        rest = self.current or Decimal(0)
        if self.written and self.last_scale > 10 and 0 < rest < 10:  # 三万五 is 35000
            rest *= self.last_scale // 10
        return self.sign * (self.high + self.low + rest)
