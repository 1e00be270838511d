"""The canonical text of a tree: one way to write each formula, in Chinese or English words. It parses back."""

from decimal import Decimal
from typing import Final

from leitai.formulas.errors import Language
from leitai.formulas.functions import DATE, SIGNATURES, Function, Shift
from leitai.formulas.names import written
from leitai.formulas.syntax import (
    POWER,
    Binary,
    Call,
    Day,
    Node,
    Number,
    Operator,
    Reading,
    Sign,
    Text,
    Truth,
    Unary,
)

ENGLISH: Final[dict[str, str]] = {Operator.AND: "and", Operator.OR: "or", Sign.NOT.value: "not"}
TIGHTEST: Final = 8


def canonical(node: Node, language: Language = "zh") -> str:
    """The text of a tree, with no more parentheses than it needs. It may be longer than a formula may be."""
    return _Writer(language).text(node)


def plain(number: Decimal) -> str:
    """The shortest plain digits of a number.

    >>> plain(Decimal("1.50")), plain(Decimal("1E+3")), plain(Decimal("-0.00"))
    ('1.5', '1000', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


class _Writer:
    def __init__(self, language: Language) -> None:
        self.language = language

    def text(self, node: Node) -> str:
        match node:
            case Number(digits, suffix):
                return plain(digits) + suffix.value[0]
            case Text(value):
                return '"' + value.replace('"', '""') + '"'
            case Truth(value):
                return self.choose("真" if value else "假", "true" if value else "false")
            case Day(value):
                return f"{self.choose(*DATE)}({value.year}, {value.month}, {value.day})"
            case Reading(name, shifts):
                return "".join(f"{self.named(shift)}(" for shift in shifts) + written(name) + ")" * len(shifts)
            case Unary(sign, operand):
                inner = self.within(operand, POWER[sign])
                return f"-{inner}" if sign is Sign.MINUS else f"{self.choose(sign.value, ENGLISH[sign.value])} {inner}"
            case Binary():
                return self.binary(node)
            case Call(function, arguments):
                return f"{self.named(function)}({', '.join(self.text(argument) for argument in arguments)})"

    def binary(self, node: Binary) -> str:
        power = POWER[node.operator]
        word = self.choose(node.operator, ENGLISH.get(node.operator, node.operator))
        comparison = isinstance(node.left, Binary) and POWER[node.left.operator] == power == POWER[Operator.EQUAL]
        left = self.within(node.left, power + 1 if comparison else power)
        return f"{left} {word} {self.within(node.right, power + 1)}"

    def within(self, node: Node, least: int) -> str:
        text = self.text(node)
        return f"({text})" if _power(node) < least else text

    def named(self, function: Function | Shift) -> str:
        return self.choose(SIGNATURES[function].zh, function.value)

    def choose(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en


def _power(node: Node) -> int:
    match node:
        case Unary(sign):
            return POWER[sign]
        case Binary(operator):
            return POWER[operator]
        case _:
            return TIGHTEST
