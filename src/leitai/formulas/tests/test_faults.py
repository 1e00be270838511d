"""Every fault is named with its columns and how to mend it, in both languages."""

import pickle
import re

import pytest

from leitai.formulas.errors import Fault, FormulaError
from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import BOOLEAN, DATE, NUMBER, TEXT, Kind, Typed

NAMES = {
    "甲": NUMBER,
    "乙": NUMBER,
    "产值": Typed.number("亿元"),
    "税收": Typed.number("万元"),
    "达标": BOOLEAN,
    "类别": TEXT,
    "起始日": DATE,
}
CASES = [
    ("", "empty", 1, 1),
    ("  \n", "empty", 4, 4),
    ("甲 + ", "unexpected_end", 5, 5),
    ("甲 + * 乙", "unexpected", 5, 5),
    ("甲 乙", "unexpected", 3, 3),
    ("+甲", "unexpected", 1, 1),
    ("甲 )", "unexpected", 3, 3),
    ("或 甲", "unexpected", 1, 1),
    ("合计(甲 乙)", "unexpected", 6, 6),
    ("合计(甲,)", "unexpected", 6, 6),
    ("达标 = 非 达标", "unexpected", 6, 6),
    ("(甲 + 乙", "unclosed_parenthesis", 1, 1),
    ("合计(甲", "unclosed_parenthesis", 3, 3),
    ("甲 < 乙 < 3", "chained_comparison", 7, 7),
    ("甲 % 乙", "unexpected_character", 3, 3),
    ("甲^2", "unexpected_character", 2, 2),
    ("甲 && 乙", "unexpected_character", 3, 3),
    ("甲 == 乙", "unexpected", 4, 4),
    (".5", "unexpected_character", 1, 1),
    ("甲٣", "unknown_name", 1, 2),
    ("٣", "unexpected_character", 1, 1),
    ("甲 + \u202e乙", "forbidden_character", 5, 5),
    ("甲\u200b", "forbidden_character", 2, 2),
    ('"\x00"', "forbidden_character", 2, 2),
    ("甲\ud800", "forbidden_character", 2, 2),
    ('类别 = "镇', "unclosed_text", 6, 7),
    ("类别 = “镇", "unclosed_text", 6, 7),
    ("[甲", "unclosed_name", 1, 2),
    ("[ ]", "bad_name", 1, 3),
    ("甲" * 201, "bad_name", 1, 201),
    (f'类别 = "{"镇" * 201}"', "text_too_long", 6, 208),
    ("甲 * 5万元", "number_with_letters", 7, 7),
    ("3x", "number_with_letters", 2, 2),
    ("1e", "number_with_letters", 2, 2),
    ("1" * 41, "number_too_long", 1, 41),
    ("1" * 21, "number_too_large", 1, 21),
    ("1e999999", "number_too_large", 1, 8),
    ("1e" + "9" * 900, "number_too_large", 1, 902),
    ("10000万亿万", "number_with_letters", 8, 8),
    ("999999999万亿", "number_too_large", 1, 11),
    ("0.0000000000001", "number_too_fine", 1, 15),
    ("1e-999999", "number_too_fine", 1, 9),
    ("0.00000000001%", "number_too_fine", 1, 14),
    ("甲乙 + 1", "unknown_name", 1, 2),
    ("甲且乙", "unknown_name", 1, 3),
    ("求和(甲)", "unknown_function", 1, 2),
    ("甲(乙)", "unknown_function", 1, 1),
    ("绝对值(甲, 乙)", "wrong_count", 1, 9),
    ("合计()", "wrong_count", 1, 4),
    ("缺则(甲)", "wrong_count", 1, 5),
    ("甲 + 达标", "wrong_kind", 5, 6),
    ("非 甲", "wrong_kind", 3, 3),
    ("甲 且 达标", "wrong_kind", 1, 1),
    ("类别 < 类别", "wrong_kind", 1, 2),
    ("类别 = 甲", "wrong_kind", 6, 6),
    ("达标 + 甲 * 类别", "wrong_kind", 1, 2),
    ("如果(甲, 1, 2)", "wrong_kind", 4, 4),
    ("如果(达标, 1, 类别)", "wrong_kind", 11, 12),
    ("合计(甲, 起始日)", "wrong_kind", 7, 9),
    ("最大(类别)", "wrong_kind", 4, 5),
    ("累计(起始日)", "wrong_kind", 1, 7),
    ("产值 + 税收", "units_differ", 1, 7),
    ("产值 > 税收", "units_differ", 1, 7),
    ("合计(产值, 税收)", "units_differ", 8, 9),
    ("上期(甲 + 1)", "needs_name", 4, 8),
    ("上期(上期(上期(上期(甲))))", "too_many_shifts", 1, 17),
    ("四舍五入(甲, 乙)", "needs_whole_number", 9, 9),
    ("四舍五入(甲, 13)", "needs_whole_number", 9, 10),
    ("日期(2019, 2, 30)", "bad_date", 1, 15),
    ("日期(2019, 甲, 1)", "bad_date", 1, 14),
    ("日期(2019)", "bad_date", 1, 8),
    ("日期(1e15, 1, 1)", "bad_date", 1, 14),
    ("(" * 65 + "甲" + ")" * 65, "too_deep", 65, 65),
    (" + ".join(["甲"] * 65), "too_deep", 1, 257),
    ("合计(" + "甲," * 500 + "甲)", "too_many_parts", 1004, 1004),
    ("甲" * 2001, "too_long", 2001, 2001),
]


def fault(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        read_formula(text, NAMES)
    return caught.value


@pytest.mark.parametrize(("text", "code", "first", "last"), CASES, ids=[f"{c}-{t[:12]!r}" for t, c, *_ in CASES])
def test_a_fault_names_its_columns(text: str, code: str, first: int, last: int) -> None:
    found = fault(text)
    assert (found.code, found.column, found.end_column) == (code, first, last)


@pytest.mark.parametrize("text", [case[0] for case in CASES], ids=[f"{c}-{t[:12]!r}" for t, c, *_ in CASES])
def test_a_fault_says_in_both_languages_what_is_wrong_and_how_to_mend_it(text: str) -> None:
    found = fault(text)
    assert re.fullmatch(r"column \d+(–\d+)?: .+; .+", found.describe("en"), re.DOTALL)
    assert re.fullmatch(r"第 \d+(–\d+)? 列：.+；.+", found.describe("zh"), re.DOTALL)
    assert len(found.describe("en")) < 250
    assert "{" not in found.describe("en").replace("{", "", found.values.get("found", "").count("{"))


def test_every_kind_of_fault_has_a_case_here() -> None:
    assert {code for _, code, *_ in CASES} == {kind.value.code for kind in Fault}


def test_a_result_of_another_kind_than_wanted_is_a_fault() -> None:
    with pytest.raises(FormulaError, match="the result must be true or false, this is a number"):
        read_formula("甲 + 乙", NAMES, Kind.BOOLEAN)


def test_a_near_name_is_offered() -> None:
    assert "do you mean “产值”?" in str(fault("总产值 / 甲"))
    assert "put spaces around" in str(fault("子丑且寅卯"))
    assert "do you mean sum(…)?" in str(fault("summ(甲)"))


def test_a_fault_survives_a_trip_to_another_process() -> None:
    found = fault("甲 + 达标")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 (our own bytes)
    assert (str(again), again.column) == (str(found), found.column)
