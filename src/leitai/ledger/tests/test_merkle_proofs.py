"""Proofs hold for every leaf and every pair of sizes, and for nothing else."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.ledger.domain.merkle import (
    EMPTY,
    SizeError,
    Span,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    perfect_root,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

MOST = 300
# Inputs and roots of the reference implementation of Certificate Transparency.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@cache
def recursive(begin: int, end: int) -> bytes:
    """The definition of the RFC, word for word, over leaves that hold their own number."""
    count = end - begin
    if count == 1:
        return leaf_hash(str(begin).encode())
    middle = begin + max(2**power for power in range(10) if 2**power < count)
    return node_hash(recursive(begin, middle), recursive(middle, end))


def perfect(span: Span) -> bytes:
    assert span.is_perfect
    assert span.begin % span.size == 0
    return recursive(span.begin, span.end)


def test_roots_are_those_of_the_reference_implementation():
    leaves = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]

    def kept(span: Span) -> bytes:
        return perfect_root(leaves[span.begin : span.end])

    assert [tree_root(size, kept).hex() for size in range(1, 9)] == ROOTS
    assert tree_root(0, kept) == EMPTY


def seven() -> dict[str, bytes]:
    """The nodes of the tree of seven leaves, named as in RFC 9162 §2.1.5."""
    names = {letter: recursive(number, number + 1) for number, letter in enumerate("abcdef")}
    names |= {"j": recursive(6, 7), "g": recursive(0, 2), "h": recursive(2, 4), "i": recursive(4, 6)}
    return names | {"k": recursive(0, 4), "l": recursive(4, 7)}


@pytest.mark.parametrize(("leaf", "path"), [(0, "bhl"), (3, "cgl"), (4, "fjk"), (6, "ik")])
def test_the_example_of_the_rfc_proves_its_leaves(leaf, path):
    nodes = seven()
    assert inclusion_path(leaf, 7, perfect) == [nodes[name] for name in path]


@pytest.mark.parametrize(("first", "path"), [(3, "cdgl"), (4, "l"), (6, "ijk")])
def test_the_example_of_the_rfc_proves_its_growth(first, path):
    nodes = seven()
    assert consistency_path(first, 7, perfect) == [nodes[name] for name in path]


def test_every_leaf_of_every_size_is_proven():
    for size in range(1, MOST):
        root = recursive(0, size)
        for index in range(size):
            path = inclusion_path(index, size, perfect)
            assert verify_inclusion(recursive(index, index + 1), index, size, path, root)


def test_every_growth_of_every_size_is_proven():
    for second in range(1, MOST):
        root = recursive(0, second)
        for first in range(1, second + 1):
            path = consistency_path(first, second, perfect)
            assert verify_consistency(first, second, path, recursive(0, first), root)


def test_no_leaf_is_proven_at_another_place_or_in_another_size():
    for size in range(1, 40):
        for index in range(size):
            path, leaf = inclusion_path(index, size, perfect), recursive(index, index + 1)
            held = [
                (other, width)
                for width in range(1, 41)
                for other in range(width)
                if verify_inclusion(leaf, other, width, path, recursive(0, size))
            ]
            assert {other for other, width in held if width == size} == {index}


def mutated(path: list[bytes], draw: st.DataObject) -> list[bytes]:
    """The path with one bit turned, one step left out, one added or two exchanged; never the same."""
    step = draw.draw(st.integers(0, max(0, len(path) - 1)), "step")
    ways = ["add"] + (["bit", "drop", "cut"] if path else [])
    way = draw.draw(st.sampled_from(ways), "way")
    if way == "bit":
        bit = draw.draw(st.integers(0, 255), "bit")
        turned = (int.from_bytes(path[step], "big") ^ (1 << bit)).to_bytes(32, "big")
        return [*path[:step], turned, *path[step + 1 :]]
    if way == "drop":
        return path[:step] + path[step + 1 :]
    if way == "cut":
        return [*path[:step], path[step][:-1], *path[step + 1 :]]
    return [*path[:step], draw.draw(st.binary(min_size=32, max_size=32), "added"), *path[step:]]


@settings(deadline=None)
@given(st.data())
def test_a_changed_inclusion_proof_fails(data):
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = mutated(inclusion_path(index, size, perfect), data)
    assert not verify_inclusion(recursive(index, index + 1), index, size, path, recursive(0, size))


@settings(deadline=None)
@given(st.data())
def test_a_changed_consistency_proof_fails(data):
    second = data.draw(st.integers(1, MOST))
    first = data.draw(st.integers(1, second))
    path = mutated(consistency_path(first, second, perfect), data)
    assert not verify_consistency(first, second, path, recursive(0, first), recursive(0, second))


@settings(deadline=None)
@given(st.integers(2, MOST), st.data())
def test_a_tree_that_was_rewritten_is_not_a_growth(second, data):
    first = data.draw(st.integers(1, second - 1))
    path = consistency_path(first, second, perfect)
    assert not verify_consistency(first, second, path, leaf_hash(b"rewritten"), recursive(0, second))
    assert not verify_consistency(first, second, path, recursive(0, first), leaf_hash(b"rewritten"))


def test_what_the_tree_does_not_have_cannot_be_proven():
    with pytest.raises(SizeError, match="from 0 to 6"):
        inclusion_path(7, 7, perfect)
    with pytest.raises(SizeError, match="from 1 to 7"):
        consistency_path(8, 7, perfect)
    assert not verify_inclusion(recursive(0, 1), 7, 7, [], recursive(0, 7))
    assert not verify_consistency(0, 7, [], EMPTY, recursive(0, 7))
