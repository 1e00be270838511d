"""What can be wrong with a formula: which fault, in which columns, and how to mend it, in English and Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to but not including `end`, counted from 0."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """From the start of this span to the end of the other."""
        return Span(self.start, other.end)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a fault is called, what is wrong, and how to mend it; `{…}` is filled in from the case."""

    code: str
    message: str
    mend: str
    message_zh: str
    mend_zh: str


class Fault(Enum):
    """The kinds of fault. The code is stable: programs may rely on it, the words may change."""

    EMPTY = Wording(
        "empty", "the formula is empty", "write an expression, like 甲 / 乙", "公式为空", "请写一个算式，如 甲 / 乙"
    )
    TOO_LONG = Wording(
        "too_long",
        "the formula has {found} characters, at most {most} are allowed",
        "split it into several indicators",
        "公式有 {found} 个字符，最多 {most} 个",
        "请拆成几个指标",
    )
    TOO_DEEP = Wording(
        "too_deep",
        "more than {most} levels are nested here",
        "add long lists with 合计(…), or split the formula",
        "此处嵌套超过 {most} 层",
        "长串相加请用 合计(…)，或拆分公式",
    )
    TOO_MANY_PARTS = Wording(
        "too_many_parts",
        "the formula has more than {most} parts",
        "split it into several indicators",
        "公式的成分超过 {most} 个",
        "请拆成几个指标",
    )
    FORBIDDEN_CHARACTER = Wording(
        "forbidden_character",
        "an invisible or control character {found}",
        "delete it; type the formula anew if you cannot see it",
        "不可见字符或控制字符 {found}",
        "请删除；看不见时请重新输入公式",
    )
    UNEXPECTED_CHARACTER = Wording(
        "unexpected_character",
        "“{found}” means nothing in a formula",
        "{hint}",
        "公式中不能出现“{found}”",
        "{hint_zh}",
    )
    UNCLOSED_TEXT = Wording(
        "unclosed_text",
        "a text begins here and does not end",
        "close it with {wanted}",
        "文本从这里开始，没有结束",
        "请用 {wanted} 结束",
    )
    UNCLOSED_NAME = Wording(
        "unclosed_name",
        "a name in [ ] begins here and does not end",
        "close it with ]",
        "方括号里的名称没有结束",
        "请用 ] 结束",
    )
    BAD_NAME = Wording(
        "bad_name",
        "the name in [ ] is empty or longer than {most} characters",
        "write the name of an indicator",
        "方括号里的名称为空或超过 {most} 个字符",
        "请写指标名称",
    )
    TEXT_TOO_LONG = Wording(
        "text_too_long",
        "the text is longer than {most} characters",
        "shorten it",
        "文本超过 {most} 个字符",
        "请缩短",
    )
    NUMBER_WITH_LETTERS = Wording(
        "number_with_letters",
        "“{found}” stands right behind a number",
        "units belong to the indicator: write the number alone, or with 万, 亿, 万亿 or %",
        "数字后面紧跟着“{found}”",
        "计量单位由指标规定：只写数字，或带 万、亿、万亿、%",
    )
    NUMBER_TOO_LONG = Wording(
        "number_too_long",
        "the number has more than {most} digits",
        "round it",
        "数字超过 {most} 位",
        "请取舍",
    )
    NUMBER_TOO_LARGE = Wording(
        "number_too_large",
        "the number is too large; it must stay below 10^20",
        "use a larger unit of measure",
        "数字过大，须小于 10 的 20 次方",
        "请换用更大的计量单位",
    )
    NUMBER_TOO_FINE = Wording(
        "number_too_fine",
        "the number has more than {most} decimal places",
        "round it to {most} places",
        "小数超过 {most} 位",
        "请保留 {most} 位小数",
    )
    UNEXPECTED = Wording(
        "unexpected",
        "“{found}” cannot stand here; {wanted} is expected",
        "put {wanted} here or delete “{found}”",
        "这里不能是“{found}”，应为{wanted_zh}",
        "请补上{wanted_zh}，或删除“{found}”",
    )
    UNEXPECTED_END = Wording(
        "unexpected_end",
        "the formula ends where {wanted} is expected",
        "add {wanted} at the end",
        "公式到此为止，缺少{wanted_zh}",
        "请在末尾补上{wanted_zh}",
    )
    UNCLOSED_PARENTHESIS = Wording(
        "unclosed_parenthesis",
        "this parenthesis is not closed",
        "add ) where it should end",
        "括号没有闭合",
        "请在适当处补上 )",
    )
    CHAINED_COMPARISON = Wording(
        "chained_comparison",
        "two comparisons in a row",
        "write them apart: 甲 < 乙 且 乙 < 丙",
        "连续写了两个比较",
        "请分开写：甲 < 乙 且 乙 < 丙",
    )
    UNKNOWN_FUNCTION = Wording(
        "unknown_function",
        "there is no function “{found}”",
        "{hint}",
        "没有函数“{found}”",
        "{hint_zh}",
    )
    UNKNOWN_NAME = Wording(
        "unknown_name", "there is no indicator “{found}”", "{hint}", "没有名为“{found}”的指标", "{hint_zh}"
    )
    WRONG_COUNT = Wording(
        "wrong_count",
        "the number of arguments of {function} is {wanted}, here it is {found}",
        "write {usage}",
        "{function} 需要 {wanted} 个参数，这里有 {found} 个",
        "请写成 {usage}",
    )
    WRONG_KIND = Wording(
        "wrong_kind",
        "{where} must be {wanted}, this is {found}",
        "put {wanted} here",
        "{where_zh}应为{wanted_zh}，这里是{found_zh}",
        "请换成{wanted_zh}",
    )
    UNITS_DIFFER = Wording(
        "units_differ",
        "the units differ: {left} and {right}",
        "multiply one side by a number that converts it, like * 10000",
        "计量单位不同：{left} 与 {right}",
        "请把一边乘以换算的数，如 * 10000",
    )
    NEEDS_NAME = Wording(
        "needs_name",
        "{function} takes the name of an indicator, not a calculation",
        "apply it to each name: 上期(甲) / 上期(乙)",
        "{function} 的参数应为指标名称，不能是算式",
        "请对每个名称分别使用：上期(甲) / 上期(乙)",
    )
    TOO_MANY_SHIFTS = Wording(
        "too_many_shifts",
        "more than {most} functions of time around one name",
        "use fewer",
        "一个名称外的时间函数超过 {most} 层",
        "请减少",
    )
    NEEDS_WHOLE_NUMBER = Wording(
        "needs_whole_number",
        "{function} takes {wanted} as a written whole number",
        "write {usage}",
        "{function} 的{wanted_zh}应直接写成整数",
        "请写成 {usage}",
    )
    BAD_DATE = Wording(
        "bad_date",
        "there is no such day",
        "write 日期(2019, 4, 30): year, month and day that exist",
        "没有这一天",
        "请写成 日期(2019, 4, 30)，年月日须存在",
    )


class FormulaError(ValueError):
    """A formula that cannot be used. Columns are counted from 1; both are part of the faulty place."""

    def __init__(self, fault: Fault, span: Span, values: Mapping[str, str] | None = None) -> None:
        super().__init__(fault, span, values)
        self.fault = fault
        self.span = span
        self.values = dict(values or {})

    @property
    def code(self) -> str:
        """The stable name of the fault."""
        return self.fault.value.code

    @property
    def column(self) -> int:
        """The first faulty column; one past the text where something is lacking at its end."""
        return self.span.start + 1

    @property
    def end_column(self) -> int:
        """The last faulty column."""
        return max(self.span.end, self.column)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.fault.value.message.format(**self.values)

    @property
    def mend(self) -> str:
        """How to mend it, in English."""
        return self.fault.value.mend.format(**self.values)

    def describe(self, language: Language = "en") -> str:
        """One sentence: where, what, and how to mend it."""
        wording = self.fault.value
        if language == "en":
            return f"column {self.columns}: {self.message}; {self.mend}"
        message, mend = wording.message_zh.format(**self.values), wording.mend_zh.format(**self.values)
        return f"第 {self.columns} 列：{message}；{mend}"

    def __str__(self) -> str:
        return self.describe()

    @property
    def columns(self) -> str:
        """The faulty columns for people, `3` or `3–5`."""
        return str(self.column) if self.column == self.end_column else f"{self.column}–{self.end_column}"


def clip(text: str, most: int = 24) -> str:
    """The text, cut to `most` characters for a message."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
