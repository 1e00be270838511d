"""The tree of a scheme laid out for arithmetic: rows of one array, children of a node side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.aggregating import Aggregation
from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.schemes import Leaf, Node, Scheme


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Fill `row` from `children` (rows); `weights` (k, 1) add up to 1."""

    row: int
    children: slice | IntArray
    weights: FloatArray
    aggregation: Aggregation
    code: str
    weighting: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Rows 0 … m − 1 are the leaves, then the nodes, root first; both in an order that depends on codes alone."""

    scheme: Scheme
    leaves: tuple[Leaf, ...]
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]

    @property
    def width(self) -> int:
        """m, the number of leaves."""
        return len(self.leaves)


def plan_of(scheme: Scheme) -> Plan:
    """Lay the tree out; siblings are taken in the order of their codes, whatever the order in the document."""
    levels = list(_breadth_first(scheme.root))
    nodes = tuple(node for node, _ in levels)
    leaves = tuple(child for node in nodes for child in _sorted(node) if isinstance(child, Leaf))
    both: tuple[Leaf | Node, ...] = (*leaves, *nodes)
    rows = {item.code: row for row, item in enumerate(both)}
    steps = tuple(_step(scheme, node, depth, rows) for node, depth in reversed(levels))
    return Plan(scheme, leaves, nodes, steps)


def _breadth_first(root: Node) -> Iterator[tuple[Node, int]]:
    level, depth = [root], 0
    while level:
        yield from ((node, depth) for node in level)
        level, depth = [child for node in level for child in _sorted(node) if isinstance(child, Node)], depth + 1


def _sorted(node: Node) -> list[Node | Leaf]:
    return sorted(node.children, key=lambda child: child.code)


def _step(scheme: Scheme, node: Node, depth: int, rows: dict[str, int]) -> Step:
    children: list[Node | Leaf] = _sorted(node)
    places = np.array([rows[child.code] for child in children], dtype=np.int64)
    weights = np.array([[child.weight] for child in children])
    run = slice(int(places[0]), int(places[0]) + len(places))
    together = bool((np.diff(places) == 1).all())
    aggregation = scheme.aggregation_of(node, depth)
    return Step(
        rows[node.code], run if together else places, weights / weights.sum(), aggregation, node.code, node.weighting
    )
