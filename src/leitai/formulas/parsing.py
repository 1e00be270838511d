"""Tokens into a tree: a Pratt parser that counts its levels and parts. Raises nothing but FormulaError."""

from datetime import date
from difflib import get_close_matches
from typing import Final, NamedTuple

from leitai.formulas import limits, names
from leitai.formulas.digits import read_number
from leitai.formulas.errors import Fault, FormulaError, Span, clip
from leitai.formulas.functions import BY_NAME, DATE, SIGNATURES, Function, Shift, named
from leitai.formulas.syntax import (
    COMPARISONS,
    POWER,
    Binary,
    Call,
    Day,
    Node,
    Number,
    Operator,
    Reading,
    Sign,
    Suffix,
    Text,
    Truth,
    Unary,
)
from leitai.formulas.tokens import Sort, Token, tokens

WORDS: Final = dict.fromkeys(names.AND, Operator.AND) | dict.fromkeys(names.OR, Operator.OR)
VALUE: Final = {"wanted": "a value", "wanted_zh": "一个值"}
OPERATOR: Final = {"wanted": "an operator", "wanted_zh": "运算符"}
OPENING: Final = {"wanted": "“(”", "wanted_zh": "“(”"}
COMMA: Final = {"wanted": "“,” or “)”", "wanted_zh": "“,”或“)”"}


def parse(text: str) -> Node:
    """The tree of a formula. Kinds and names are not looked at yet. Raises FormulaError."""
    return _Parser(tokens(text)).whole()


class _Part(NamedTuple):
    """A node and how many levels it has."""

    node: Node
    depth: int


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.place = 0
        self.level = 0
        self.parts = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        if len(self.tokens) == 1:
            raise FormulaError(Fault.EMPTY, self.token.span)
        node = self.expression(0).node
        if self.place != len(self.tokens) - 1:
            raise self.unexpected(OPERATOR)
        return node

    def expression(self, least: int) -> _Part:
        """Everything that binds at least as tightly as `least`."""
        self.descend()
        self.refuse_not(least)
        left = self.prefix()
        while (operator := self.operator()) is not None and POWER[operator] >= least:
            self.place += 1
            right = self.expression(POWER[operator] + 1)
            left = self.build(Binary(operator, left.node, right.node, left.node.span.to(right.node.span)), left, right)
            if operator in COMPARISONS and self.operator() in COMPARISONS:
                raise FormulaError(Fault.CHAINED_COMPARISON, self.token.span)
        self.level -= 1
        return left

    def refuse_not(self, least: int) -> None:
        """`甲 = 非 乙` would read further than it looks; it wants parentheses."""
        token = self.token
        if least > POWER[Sign.NOT] and token.sort is Sort.NAME and token.text.casefold() in names.NOT:
            raise self.unexpected(OPENING)

    def operator(self) -> Operator | None:
        token = self.token
        if token.sort is Sort.NAME:
            return WORDS.get(token.text.casefold())
        if token.sort is Sort.SIGN and token.text not in {"(", ")", ","}:
            return Operator(token.text)
        return None

    def prefix(self) -> _Part:
        token = self.take()
        if token.sort is Sort.SIGN:
            return self.sign(token)
        if token.sort is Sort.NAME:
            return self.word(token)
        if token.sort is Sort.NUMBER:
            return self.build(read_number(token.text, token.span))
        if token.sort is Sort.TEXT:
            return self.build(Text(token.text, token.span))
        if token.sort is Sort.QUOTED_NAME:
            return self.build(Reading(token.text, (), token.span))
        self.place -= 1
        raise self.unexpected(VALUE)

    def sign(self, token: Token) -> _Part:
        if token.text == "(":
            return self.inside(token)
        if token.text == "-":
            return self.unary(Sign.MINUS, token)
        self.place -= 1
        raise self.unexpected(VALUE)

    def inside(self, opening: Token) -> _Part:
        part = self.expression(0)
        self.close(opening)
        return part

    def unary(self, sign: Sign, token: Token) -> _Part:
        operand = self.expression(POWER[sign])
        return self.build(Unary(sign, operand.node, token.span.to(operand.node.span)), operand)

    def word(self, token: Token) -> _Part:
        word = token.text.casefold()
        if word in names.NOT:
            return self.unary(Sign.NOT, token)
        if word in names.TRUE or word in names.FALSE:
            return self.build(Truth(word in names.TRUE, token.span))
        if word in WORDS:
            self.place -= 1
            raise self.unexpected(VALUE)
        if self.token.text == "(" and self.token.sort is Sort.SIGN:
            return self.call(token)
        if len(token.text) > limits.TEXT:
            raise FormulaError(Fault.BAD_NAME, token.span, {"most": str(limits.TEXT)})
        return self.build(Reading(token.text, (), token.span))

    def call(self, token: Token) -> _Part:
        function = named(token.text)
        if function is None and token.text.casefold() not in DATE:
            raise FormulaError(Fault.UNKNOWN_FUNCTION, token.span, _function_hint(token.text))
        arguments = self.arguments(self.take())
        span = token.span.to(self.tokens[self.place - 1].span)
        if function is None:
            return self.build(_day(arguments, span))
        _refuse_count(function, len(arguments), span)
        if isinstance(function, Shift):
            return self.build(_shifted(function, arguments[0].node, span), arguments[0])
        return self.build(Call(function, tuple(part.node for part in arguments), span), *arguments)

    def arguments(self, opening: Token) -> list[_Part]:
        if self.token.text == ")" and self.token.sort is Sort.SIGN:
            self.place += 1
            return []
        found = [self.expression(0)]
        while self.token.text == "," and self.token.sort is Sort.SIGN:
            self.place += 1
            found.append(self.expression(0))
        self.close(opening)
        return found

    def close(self, opening: Token) -> None:
        if self.token.sort is Sort.END:
            raise FormulaError(Fault.UNCLOSED_PARENTHESIS, opening.span)
        if self.token.sort is not Sort.SIGN or self.token.text != ")":
            raise self.unexpected(COMMA)
        self.place += 1

    def take(self) -> Token:
        token = self.token
        if token.sort is Sort.END:
            raise self.unexpected(VALUE)
        self.place += 1
        return token

    def build(self, node: Node, *parts: _Part) -> _Part:
        self.parts += 1
        if self.parts > limits.PARTS:
            raise FormulaError(Fault.TOO_MANY_PARTS, node.span, {"most": str(limits.PARTS)})
        depth = 1 + max((part.depth for part in parts), default=0)
        if depth > limits.DEPTH:
            raise FormulaError(Fault.TOO_DEEP, node.span, {"most": str(limits.DEPTH)})
        return _Part(node, depth)

    def descend(self) -> None:
        self.level += 1
        if self.level > limits.DEPTH:
            raise FormulaError(Fault.TOO_DEEP, self.token.span, {"most": str(limits.DEPTH)})

    def unexpected(self, wanted: dict[str, str]) -> FormulaError:
        token = self.token
        if token.sort is Sort.END:
            return FormulaError(Fault.UNEXPECTED_END, token.span, wanted)
        return FormulaError(Fault.UNEXPECTED, token.span, wanted | {"found": clip(token.text)})


def _function_hint(name: str) -> dict[str, str]:
    near = get_close_matches(name.casefold(), [*BY_NAME, *DATE], n=1)
    hint = f"do you mean {near[0]}(…)?" if near else "put an operator before the parenthesis, or use a known function"
    hint_zh = f"是否想写 {near[0]}(…)？" if near else "请在括号前补上运算符，或换用已有的函数"
    return {"found": clip(name), "hint": hint, "hint_zh": hint_zh}


def _refuse_count(function: Function | Shift, count: int, span: Span) -> None:
    signature = SIGNATURES[function]
    if signature.least <= count <= signature.most:
        return
    wanted = f"{signature.least}" if signature.least == signature.most else f"{signature.least}–{signature.most}"
    if signature.most == limits.PARTS:
        wanted = f"≥ {signature.least}"
    values = {"function": signature.zh, "wanted": wanted, "found": str(count), "usage": signature.usage}
    raise FormulaError(Fault.WRONG_COUNT, span, values)


def _shifted(shift: Shift, node: Node, span: Span) -> Reading:
    if not isinstance(node, Reading):
        raise FormulaError(Fault.NEEDS_NAME, node.span, {"function": SIGNATURES[shift].zh})
    if len(node.shifts) == limits.SHIFTS:
        raise FormulaError(Fault.TOO_MANY_SHIFTS, span, {"most": str(limits.SHIFTS)})
    return Reading(node.name, (shift, *node.shifts), span)


def _day(arguments: list[_Part], span: Span) -> Day:
    written = [_whole(part.node, span) for part in arguments]
    try:
        year, month, day = written
        return Day(date(year, month, day), span)
    except (ValueError, OverflowError) as error:
        raise FormulaError(Fault.BAD_DATE, span) from error


def _whole(node: Node, span: Span) -> int:
    if isinstance(node, Number) and node.suffix is Suffix.NONE and node.digits == node.digits.to_integral_value():
        return int(node.digits)
    raise FormulaError(Fault.BAD_DATE, span)
