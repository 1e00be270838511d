"""Text into tokens. Every character is looked at once; nothing but FormulaError is raised."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from leitai.formulas import limits, names
from leitai.formulas.errors import Fault, FormulaError, Span, clip


class Sort(Enum):
    """What a token is."""

    NUMBER = auto()
    TEXT = auto()
    NAME = auto()
    QUOTED_NAME = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the value of a text or name, the canonical sign, or the number with its suffix."""

    sort: Sort
    text: str
    span: Span


SIGNS: Final = {
    **{sign: sign for sign in ("<", ">", "=", "+", "-", "*", "/", "(", ")", ",", "≤", "≥", "≠")},
    **{"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "×": "*", "÷": "/", "−": "-", "、": ","},
}
QUOTES: Final = {'"': '"', "“": "”", "「": "」"}
NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:万亿|万|亿|%)?")
LETTERS: Final = re.compile(r"\w+")
SPACE: Final = re.compile(r"[ \t\r\n]+")
ALLOWED_CONTROLS: Final = frozenset("\t\r\n")
INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
HINTS: Final = {
    "%": ("write a percentage without a space: 50%", "百分数中间不留空格：50%"),
    "^": ("there is no power; multiply instead", "没有乘方，请用乘法"),
    "&": ("write 且 or and", "请写 且 或 and"),
    "|": ("write 或 or or", "请写 或 或者 or"),
    "!": ("write 非 or not", "请写 非 或 not"),
    ".": ("write a digit before the point: 0.5", "小数点前请写数字：0.5"),
    "'": ('put texts in "…"', '文本请用 "…"'),
    "{": ("use ( )", "请用 ( )"),
    "}": ("use ( )", "请用 ( )"),
}
NO_HINT: Final = ("delete it, or put a name that contains it in [ ]", "请删除；名称中含有它时请加 [ ]")


def tokens(text: str) -> list[Token]:
    """The tokens of a formula, with one END behind the last. Raises FormulaError."""
    if len(text) > limits.LENGTH:
        values = {"found": str(len(text)), "most": str(limits.LENGTH)}
        raise FormulaError(Fault.TOO_LONG, Span(limits.LENGTH, len(text)), values)
    _refuse_invisible(text)
    return [*_Scanner(text).scan(), Token(Sort.END, "", Span(len(text), len(text)))]


def _refuse_invisible(text: str) -> None:
    for place, character in enumerate(text):
        if unicodedata.category(character) in INVISIBLE and character not in ALLOWED_CONTROLS:
            raise FormulaError(Fault.FORBIDDEN_CHARACTER, Span(place, place + 1), {"found": f"U+{ord(character):04X}"})


class _Scanner:
    """Walks over the text. Texts and names in [ ] are taken as written, the rest with narrow forms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.narrow = names.narrow(text)
        self.place = 0

    def scan(self) -> Iterator[Token]:
        while self._skip_space() < len(self.text):
            token = self._next()
            self.place = token.span.end
            yield token

    def _skip_space(self) -> int:
        space = SPACE.match(self.narrow, self.place)
        self.place = space.end() if space else self.place
        return self.place

    def _next(self) -> Token:
        first = self.narrow[self.place]
        if first in QUOTES:
            return self._text(QUOTES[first])
        if first == "[":
            return self._quoted_name()
        if found := NUMBER.match(self.narrow, self.place):
            return self._number(found)
        if found := names.IDENTIFIER.match(self.narrow, self.place):
            return Token(Sort.NAME, names.normal(found.group()), Span(*found.span()))
        return self._sign()

    def _text(self, closing: str) -> Token:
        """A quote inside a text is written twice."""
        pieces, place = "", self.place + 1
        while True:
            end = self.narrow.find(closing, place)
            if end < 0:
                raise FormulaError(Fault.UNCLOSED_TEXT, Span(self.place, len(self.text)), {"wanted": closing})
            pieces += self.text[place:end]
            if not self.narrow.startswith(closing, end + 1):
                break
            pieces += self.text[end]
            place = end + 2
        return self._limited(Token(Sort.TEXT, pieces, Span(self.place, end + 1)), Fault.TEXT_TOO_LONG)

    def _quoted_name(self) -> Token:
        end = self.narrow.find("]", self.place)
        if end < 0:
            raise FormulaError(Fault.UNCLOSED_NAME, Span(self.place, len(self.text)))
        name = names.normal(self.text[self.place + 1 : end])
        token = Token(Sort.QUOTED_NAME, name, Span(self.place, end + 1))
        if not name:
            raise FormulaError(Fault.BAD_NAME, token.span, {"most": str(limits.TEXT)})
        return self._limited(token, Fault.BAD_NAME)

    def _limited(self, token: Token, fault: Fault) -> Token:
        if len(token.text) > limits.TEXT:
            raise FormulaError(fault, token.span, {"most": str(limits.TEXT)})
        return token

    def _number(self, found: re.Match[str]) -> Token:
        behind = LETTERS.match(self.narrow, found.end())
        if behind:
            raise FormulaError(Fault.NUMBER_WITH_LETTERS, Span(*behind.span()), {"found": clip(behind.group())})
        return Token(Sort.NUMBER, found.group(), Span(*found.span()))

    def _sign(self) -> Token:
        for length in (2, 1):
            found = self.narrow[self.place : self.place + length]
            if found in SIGNS:
                return Token(Sort.SIGN, SIGNS[found], Span(self.place, self.place + len(found)))
        character = self.narrow[self.place]
        hint, hint_zh = HINTS.get(character, NO_HINT)
        values = {"found": self.text[self.place], "hint": hint, "hint_zh": hint_zh}
        raise FormulaError(Fault.UNEXPECTED_CHARACTER, Span(self.place, self.place + 1), values)
