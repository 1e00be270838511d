"""One way to write each formula, which is read back as the same formula."""

import pytest
from hypothesis import given, settings

from leitai.formulas.formatting import canonical
from leitai.formulas.parsing import parse
from leitai.formulas.syntax import Node
from leitai.formulas.tests.strategies import ANY_TREE


@settings(max_examples=300, deadline=None)
@given(ANY_TREE)
def test_the_canonical_text_reads_back_in_both_languages(tree: Node) -> None:
    assert parse(canonical(tree)) == tree
    assert parse(canonical(tree, "en")) == tree


@settings(max_examples=200, deadline=None)
@given(ANY_TREE)
def test_the_canonical_text_of_the_canonical_text_is_itself(tree: Node) -> None:
    text = canonical(tree)
    assert canonical(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("甲÷乙×１００", "甲 / 乙 * 100", "甲 / 乙 * 100"),
        ("((甲))+(乙*2)", "甲 + 乙 * 2", "甲 + 乙 * 2"),
        ("甲-(乙-1)", "甲 - (乙 - 1)", "甲 - (乙 - 1)"),
        ("(甲-乙)-1", "甲 - 乙 - 1", "甲 - 乙 - 1"),
        ("-(甲+乙)", "-(甲 + 乙)", "-(甲 + 乙)"),
        ("sum(甲,5.0万)", "合计(甲, 5万)", "sum(甲, 5万)"),
        ("甲>=1 and not 乙!=2", "甲 ≥ 1 且 非 乙 ≠ 2", "甲 ≥ 1 and not 乙 ≠ 2"),
        ("(真 或 假) 且 真", "(真 或 假) 且 真", "(true or false) and true"),
        ("(1 < 2) = 真", "(1 < 2) = 真", "(1 < 2) = true"),
        ("last_year([甲])", "上年同期(甲)", "last_year(甲)"),
        ("date(2019,04,3)", "日期(2019, 4, 3)", "date(2019, 4, 3)"),
        ('“镇” = 「他说"」', '"镇" = "他说"""', '"镇" = "他说"""'),
        ("[非 公]", "[非 公]", "[非 公]"),
    ],
)
def test_it_has_the_fewest_parentheses_and_one_spelling(text: str, zh: str, en: str) -> None:
    assert (canonical(parse(text)), canonical(parse(text), "en")) == (zh, en)
