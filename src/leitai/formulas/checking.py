"""The kind of a tree, given the kinds of the names. The first fault from left to right is raised as FormulaError."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from leitai.formulas import limits
from leitai.formulas.errors import Fault, FormulaError, clip
from leitai.formulas.functions import SIGNATURES, Function, Shift
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

LOGIC: Final = frozenset({Operator.AND, Operator.OR})
EQUALITY: Final = frozenset({Operator.EQUAL, Operator.UNEQUAL})
OPERAND: Final = ("this operand", "此运算对象")
ORDERED: Final = frozenset({Kind.NUMBER, Kind.DATE})


def kind_of(node: Node, names: Mapping[str, Typed]) -> Typed:
    """Kind and unit of the tree; `names` in normal form. Raises FormulaError."""
    return _Checker(names).typed(node)


class _Checker:
    def __init__(self, names: Mapping[str, Typed]) -> None:
        self.names = names

    def typed(self, node: Node) -> Typed:
        match node:
            case Number():
                return NUMBER
            case Text():
                return TEXT
            case Truth():
                return BOOLEAN
            case Day():
                return DATE
            case Reading():
                return self.reading(node)
            case Unary():
                return self.unary(node)
            case Binary():
                return self.binary(node)
            case Call():
                return self.call(node)

    def reading(self, node: Reading) -> Typed:
        found = self.names.get(node.name)
        if found is None:
            raise FormulaError(Fault.UNKNOWN_NAME, node.span, self.hint(node.name))
        if Shift.CUMULATIVE in node.shifts and found.kind is not Kind.NUMBER:
            raise _wrong(node, found.kind, Kind.NUMBER, OPERAND)
        return found

    def hint(self, name: str) -> dict[str, str]:
        near = get_close_matches(name, self.names, n=1)
        hint, hint_zh = "use the name of an indicator", "请使用已有指标的名称"
        if near:
            hint, hint_zh = f"do you mean “{near[0]}”?", f"是否想写“{near[0]}”？"
        elif any(word in name for word in "且或非"):
            hint, hint_zh = "put spaces around 且, 或 and 非", "且、或、非两边请留空格"
        return {"found": clip(name), "hint": hint, "hint_zh": hint_zh}

    def unary(self, node: Unary) -> Typed:
        wanted = Kind.BOOLEAN if node.sign is Sign.NOT else Kind.NUMBER
        return self.wants(node.operand, wanted)

    def wants(self, node: Node, kind: Kind, where: tuple[str, str] = OPERAND) -> Typed:
        found = self.typed(node)
        if found.kind is not kind:
            raise _wrong(node, found.kind, kind, where)
        return found

    def binary(self, node: Binary) -> Typed:
        if node.operator in COMPARISONS:
            return self.comparison(node)
        wanted = Kind.BOOLEAN if node.operator in LOGIC else Kind.NUMBER
        left, right = self.wants(node.left, wanted), self.wants(node.right, wanted)
        match node.operator:
            case Operator.MULTIPLY:
                return Typed(Kind.NUMBER, left.unit * right.unit if left.unit and right.unit else None)
            case Operator.DIVIDE:
                return Typed(Kind.NUMBER, left.unit / right.unit if left.unit and right.unit else None)
            case _:
                return _together(node, left, right)

    def comparison(self, node: Binary) -> Typed:
        left = self.typed(node.left)
        if node.operator not in EQUALITY and left.kind not in ORDERED:
            raise _wrong(node.left, left.kind, Kind.NUMBER, OPERAND)
        _together(node, left, self.wants(node.right, left.kind))
        return BOOLEAN

    def call(self, node: Call) -> Typed:
        """The kind of a function's result, by what it asks of its arguments."""
        match node.function:
            case Function.SUM | Function.MEAN:
                return self.alike(node, node.arguments, Kind.NUMBER)
            case Function.MIN | Function.MAX:
                return self.extreme(node)
            case Function.ABS:
                return self.argument(node, 0, Kind.NUMBER)
            case Function.ROUND:
                return self.rounding(node)
            case Function.IF:
                self.argument(node, 0, Kind.BOOLEAN)
                return self.alike(node, node.arguments[1:])
            case Function.COALESCE:
                return self.alike(node, node.arguments)
            case _:
                return self.question(node)

    def question(self, node: Call) -> Typed:
        """Functions whose result is of another kind than what they look at."""
        match node.function:
            case Function.IS_MISSING:
                self.typed(node.arguments[0])
            case Function.CLOSE:
                self.alike(node, node.arguments, Kind.NUMBER)
            case Function.CONTAINS:
                self.alike(node, node.arguments, Kind.TEXT)
            case Function.ONE_OF:
                self.alike(node, node.arguments)
            case _:
                self.alike(node, node.arguments, Kind.DATE)
                return NUMBER
        return BOOLEAN

    def argument(self, node: Call, place: int, kind: Kind) -> Typed:
        return self.wants(node.arguments[place], kind, _argument(node, place))

    def alike(self, node: Call, arguments: tuple[Node, ...], kind: Kind | None = None) -> Typed:
        """All of one kind, in one unit: of `kind`, or of the kind of the first."""
        offset = len(node.arguments) - len(arguments)
        found = self.typed(arguments[0])
        if kind is not None and found.kind is not kind:
            raise _wrong(arguments[0], found.kind, kind, _argument(node, offset))
        for place, argument in enumerate(arguments[1:], start=1):
            next_one = self.wants(argument, found.kind, _argument(node, offset + place))
            found = _together(argument, found, next_one)
        return found

    def extreme(self, node: Call) -> Typed:
        found = self.typed(node.arguments[0])
        if found.kind not in ORDERED:
            raise _wrong(node.arguments[0], found.kind, Kind.NUMBER, _argument(node, 0))
        return self.alike(node, node.arguments)

    def rounding(self, node: Call) -> Typed:
        if len(node.arguments) == 2 and places(node) is None:
            signature = SIGNATURES[Function.ROUND]
            values = {"function": signature.zh, "usage": signature.usage}
            values |= {"wanted": f"0–{limits.SCALE} places", "wanted_zh": f"位数（0–{limits.SCALE}）"}
            raise FormulaError(Fault.NEEDS_WHOLE_NUMBER, node.arguments[1].span, values)
        return self.argument(node, 0, Kind.NUMBER)


def places(node: Call) -> int | None:
    """Decimal places of a ROUND call; None where they are not written as a number from 0 to 12."""
    if len(node.arguments) == 1:
        return 0
    match node.arguments[1]:
        case Number(digits, Suffix.NONE) if digits == digits.to_integral_value() and digits <= limits.SCALE:
            return int(digits)
        case _:
            return None


def _together(node: Node, left: Typed, right: Typed) -> Typed:
    """One kind of two that stand side by side. A known unit stands for both."""
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        raise FormulaError(Fault.UNITS_DIFFER, node.span, {"left": str(left.unit), "right": str(right.unit)})
    return left if left.unit is not None else right


def _argument(node: Call, place: int) -> tuple[str, str]:
    name = SIGNATURES[node.function].zh
    return f"argument {place + 1} of {name}", f"{name} 的第 {place + 1} 个参数"


def _wrong(node: Node, found: Kind, wanted: Kind, where: tuple[str, str]) -> FormulaError:
    values = {"where": where[0], "where_zh": where[1], "found": found.value[0], "found_zh": found.value[1]}
    values |= {"wanted": wanted.value[0], "wanted_zh": wanted.value[1]}
    return FormulaError(Fault.WRONG_KIND, node.span, values)
