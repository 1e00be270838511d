"""Random well-typed trees over a few names, and random rows of values for them, edges included."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from leitai.formulas.functions import Function, Shift
from leitai.formulas.kinds import BOOLEAN, DATE, NUMBER, TEXT, Kind, Typed
from leitai.formulas.syntax import (
    COMPARISONS,
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

NAMES: Mapping[str, Typed] = {
    "甲": NUMBER,
    "乙": NUMBER,
    "含（括号）的数": NUMBER,
    "真甲": BOOLEAN,
    "真乙": BOOLEAN,
    "文甲": TEXT,
    "文乙": TEXT,
    "日甲": DATE,
    "日乙": DATE,
}
ORDER = tuple(COMPARISONS - {Operator.EQUAL, Operator.UNEQUAL})
EDGES = ["0", "1", "-1", "2", "0.5", "-2.5", "3", "7", "1e-12", "3e-12", "-1e-12", "5e-13", "1.0000000000005"]
FAR = ["1e19", "-99999999999999999999.5", "99999999999999999999.9999999999999", "1e20", "-1e25", "3e9", "1e10"]
AMOUNTS = st.decimals(-10_000, 10_000, places=4)


def _names(kind: Kind) -> SearchStrategy[Node]:
    names = [name for name, typed in NAMES.items() if typed.kind is kind]
    plain = st.builds(Reading, st.sampled_from(names))
    if kind is not Kind.NUMBER:
        return plain
    shifts = st.lists(st.sampled_from(list(Shift)), max_size=2).map(tuple)
    return plain | st.builds(Reading, st.sampled_from(names), shifts)


NUMBERS = st.builds(Number, st.decimals(0, 1000, places=3)) | st.builds(
    Number, st.integers(0, 30).map(Decimal), st.sampled_from(Suffix)
)
LEAVES: Mapping[Kind, SearchStrategy[Node]] = {
    Kind.NUMBER: NUMBERS | _names(Kind.NUMBER),
    Kind.BOOLEAN: _names(Kind.BOOLEAN) | st.builds(Truth, st.booleans()),
    Kind.TEXT: _names(Kind.TEXT) | st.builds(Text, st.text("镇街\"“%s\\' ", max_size=4)),
    Kind.DATE: _names(Kind.DATE) | st.builds(Day, st.dates(date(1990, 1, 1), date(2030, 12, 31))),
}


@cache
def trees(kind: Kind, depth: int = 4) -> SearchStrategy[Node]:
    """Trees of this kind with at most so many levels."""
    if depth <= 1:
        return LEAVES[kind]
    return LEAVES[kind] | st.deferred(lambda: _polymorphic(kind, depth - 1) | WHOLES[kind](depth - 1))


def _call(function: Function, *arguments: SearchStrategy[Node]) -> SearchStrategy[Node]:
    return st.builds(lambda *nodes: Call(function, nodes), *arguments)


def _many(function: Function, arguments: SearchStrategy[Node], least: int) -> SearchStrategy[Node]:
    return st.lists(arguments, min_size=least, max_size=4).map(lambda nodes: Call(function, tuple(nodes)))


def _polymorphic(kind: Kind, depth: int) -> SearchStrategy[Node]:
    same, condition = trees(kind, depth), trees(Kind.BOOLEAN, depth)
    chosen = _call(Function.IF, condition, same) | _call(Function.IF, condition, same, same)
    return chosen | _many(Function.COALESCE, same, 2)


def _numbers(depth: int) -> SearchStrategy[Node]:
    number, day = trees(Kind.NUMBER, depth), trees(Kind.DATE, depth)
    operators = st.sampled_from([Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE])
    calls = [_many(function, number, 1) for function in (Function.SUM, Function.MEAN, Function.MIN, Function.MAX)]
    calls += [_call(Function.ABS, number), _call(Function.DAYS, day, day)]
    calls += [_call(Function.YEAR, day), _call(Function.MONTH, day)]
    digits = st.builds(Number, st.integers(0, 12).map(Decimal))
    calls += [_call(Function.ROUND, number, digits), _call(Function.ROUND, number)]
    binary = st.builds(Binary, operators, number, number)
    return binary | binary | st.builds(Unary, st.just(Sign.MINUS), number) | st.one_of(calls)


def _booleans(depth: int) -> SearchStrategy[Node]:
    truth = trees(Kind.BOOLEAN, depth)
    options = [
        st.builds(Binary, st.sampled_from([Operator.AND, Operator.OR]), truth, truth),
        st.builds(Unary, st.just(Sign.NOT), truth),
        _call(Function.CLOSE, *[trees(Kind.NUMBER, depth)] * 3),
        _call(Function.CONTAINS, *[trees(Kind.TEXT, depth)] * 2),
    ]
    for kind in Kind:
        same = trees(kind, depth)
        options += [st.builds(Binary, st.sampled_from([Operator.EQUAL, Operator.UNEQUAL]), same, same)]
        options += [_call(Function.IS_MISSING, same), _many(Function.ONE_OF, same, 2)]
    for kind in (Kind.NUMBER, Kind.DATE):
        options.append(st.builds(Binary, st.sampled_from(ORDER), trees(kind, depth), trees(kind, depth)))
    return st.one_of(options)


def _dates(depth: int) -> SearchStrategy[Node]:
    day = trees(Kind.DATE, depth)
    return _many(Function.MIN, day, 1) | _many(Function.MAX, day, 1)


WHOLES = {
    Kind.NUMBER: _numbers,
    Kind.BOOLEAN: _booleans,
    Kind.TEXT: lambda depth: trees(Kind.TEXT, depth),
    Kind.DATE: _dates,
}
ANY_TREE = st.sampled_from(Kind).flatmap(trees)

VALUES: Mapping[Kind, SearchStrategy[object]] = {
    Kind.NUMBER: AMOUNTS | st.sampled_from([Decimal(text) for text in (*EDGES, *FAR)]) | st.none(),
    Kind.BOOLEAN: st.booleans() | st.none(),
    Kind.TEXT: st.text("镇街%_", max_size=3) | st.none(),
    Kind.DATE: st.dates(date(1990, 1, 1), date(2030, 12, 31)) | st.none(),
}
