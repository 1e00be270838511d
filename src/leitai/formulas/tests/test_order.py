"""Formulas are worked out after those that they read; a circle is named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.formulas.ordering import FormulaCycleError, order

NAMES = [f"指标{number}" for number in range(6)]


@given(st.permutations(NAMES), st.data())
def test_everything_that_is_read_comes_before(names: list[str], data: st.DataObject) -> None:
    reads = {
        name: data.draw(st.lists(st.sampled_from([*names[:place], "报表数"]), max_size=3))
        for place, name in enumerate(names)
    }
    found = order(reads)
    assert sorted(found) == sorted(names)
    assert all(found.index(read) < found.index(name) for name in names for read in reads[name] if read in reads)


def test_a_circle_is_named_from_reader_to_read() -> None:
    with pytest.raises(FormulaCycleError) as caught:
        order({"甲": ["乙", "子"], "乙": ["丙"], "丙": ["甲"], "丁": ["甲"]})
    cycle = caught.value.cycle
    assert cycle[0] == cycle[-1]
    assert set(pairwise(cycle)) == {("甲", "乙"), ("乙", "丙"), ("丙", "甲")}
    assert "reads itself; let one of them be reported" in str(caught.value)


def test_a_formula_that_reads_itself_is_a_circle() -> None:
    with pytest.raises(FormulaCycleError, match="甲 → 甲 reads itself"):
        order({"甲": ["甲"]})


def test_a_long_chain_is_no_trouble() -> None:
    reads = {str(number): [str(number + 1)] for number in range(5_000)}
    assert order(reads)[0] == "4999"
