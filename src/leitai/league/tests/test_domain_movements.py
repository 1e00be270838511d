"""A change of rank is told in parts that add up exactly."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.league.domain import Direction, Leaf, Missing, Node, Panel, PanelError, Scheme, compute
from leitai.league.domain.goalposts import Scaled
from leitai.league.domain.imputing import Median
from leitai.league.domain.movements import Edition, movements

ROOT = Node("t", "", "", 1.0, (Leaf("a", 1.0, Direction.HIGHER), Leaf("b", 3.0, Direction.LOWER)))
OLD = Scheme("s", "1", "", "", ROOT)
NEW = replace(OLD, version="2", root=replace(ROOT, children=(Leaf("a", 2.0, Direction.HIGHER), ROOT.children[1])))


def panel(seed: int, units: str = "pqrstu") -> Panel:
    return Panel(tuple(units), ("a", "b"), np.random.default_rng(seed).uniform(0, 9, (len(units), 2)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 999))
def test_the_parts_add_up_to_the_change(seed: int) -> None:
    before, after = Edition(OLD, panel(seed)), Edition(NEW, panel(seed + 1, "qrstuv"))
    revised = panel(seed).replace_values(np.round(panel(seed).values, 1))
    found = movements(before, after, revised)
    assert found.units == tuple("qrstu")
    parts = found.revision + found.method + found.others + found.own
    np.testing.assert_allclose(parts, found.change, rtol=1e-12, atol=1e-12)
    first, last = compute(OLD, before.panel), compute(NEW, after.panel)
    for unit in found.units:
        change = last.ranks[last.row(unit), 0] - first.ranks[first.row(unit), 0]
        assert found.of(unit)["change"][1] == change


def test_each_cause_alone_is_named_alone() -> None:
    same = panel(3)
    own = same.values.copy()
    own[0] += (1.0, -1.0)
    scheme = replace(OLD, normalisation=Scaled(0, 9))
    moved = movements(Edition(scheme, same), Edition(scheme, same.replace_values(own)))
    assert moved.of("p")["own"] == moved.of("p")["change"]
    assert moved.of("q")["own"] == (0.0, 0.0)
    assert moved.of("q")["others"] == moved.of("q")["change"]
    revised = movements(Edition(scheme, same), Edition(scheme, same.replace_values(own)), same.replace_values(own))
    np.testing.assert_array_equal(revised.revision, revised.change)
    method = movements(Edition(OLD, same), Edition(NEW, same))
    np.testing.assert_array_equal(method.method, method.change)


def test_schemes_with_a_scale_for_each_group_are_split_the_same() -> None:
    groups = {"kind": ("a", "b", "a", "b", "a", "b")}
    first, then = (Panel(tuple("pqrstu"), ("a", "b"), panel(seed).values, groups) for seed in (5, 6))
    within = replace(OLD, normalise_within="kind")
    quick = movements(Edition(within, first), Edition(within, then))
    by_hand = movements(*(Edition(replace(within, missing=Missing(Median())), one) for one in (first, then)))
    for name in ("change", "own", "others"):
        np.testing.assert_array_equal(getattr(quick, name), getattr(by_hand, name))
    assert quick.own.any()


def test_a_new_indicator_needs_its_earlier_figures() -> None:
    wider = replace(NEW, root=replace(ROOT, children=(*ROOT.children, Leaf("c", 1.0, Direction.HIGHER))))
    after = Panel(tuple("pq"), ("a", "b", "c"), np.ones((2, 3)))
    with pytest.raises(PanelError, match="earlier figures"):
        movements(Edition(OLD, panel(1, "pq")), Edition(wider, after))
