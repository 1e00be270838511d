"""A scheme: how figures become scores. Frozen values only; `reading` makes them from TOML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from leitai.league.domain.aggregating import Aggregation, Arithmetic
from leitai.league.domain.grading import Grading
from leitai.league.domain.imputing import Imputation
from leitai.league.domain.normalising import MinMax, Normalisation
from leitai.league.domain.treating import Treatment


class Direction(StrEnum):
    """What is better: more, less, or nearer to a target."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"


class Absent(StrEnum):
    """What an indicator without a figure scores: nothing (its weight goes to the others), the mean of the others, 0."""

    NOTHING = ""
    MEAN = "mean"
    ZERO = "zero"


class TieConvention(StrEnum):
    """The rank that tied units share: 1 2 2 4, 1 2 2 3, or 1 3 3 4.

    Ranks of a result are whole numbers, so `average` gives those of `min`; no edition is made of such a scheme.
    """

    MIN = "min"
    DENSE = "dense"
    MAX = "max"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator in the tree; `weight` counts among its siblings. None = what the scheme says for all."""

    code: str
    weight: float
    direction: Direction
    name_zh: str = ""
    name_en: str = ""
    target: float | None = None
    denominator: str | None = None
    normalisation: Normalisation | None = None
    treatment: Treatment | None = None
    absent: Absent = Absent.NOTHING


@dataclass(frozen=True, slots=True)
class Node:
    """A dimension (or the total) over leaves and further nodes, to any depth.

    `weighting` lets the data weigh the children (a key of DATA_WEIGHTS); "" = as given.
    """

    code: str
    name_zh: str
    name_en: str
    weight: float
    children: tuple["Node | Leaf", ...]
    aggregation: Aggregation | None = None
    weighting: str = ""

    def leaves(self) -> Iterator[Leaf]:
        """All leaves below."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Missing:
    """A node is scored from the children it has where they carry at least `coverage` of its weight."""

    imputation: Imputation | None = None
    coverage: float = 0.5


@dataclass(frozen=True, slots=True)
class Ties:
    """Scores within `tolerance` of the best of their run share a rank."""

    tolerance: float = 1e-9
    convention: TieConvention = TieConvention.MIN


@dataclass(frozen=True, slots=True)
class Scheme:
    """A versioned way to compare units. `by_depth[0]` aggregates the total, `by_depth[1]` its children, …

    `grades` are given by the total; the bonuses of a unit together add `most_bonus` points at most.
    """

    code: str
    version: str
    name_zh: str
    name_en: str
    root: Node
    normalisation: Normalisation = field(default_factory=MinMax)
    aggregation: Aggregation = field(default_factory=Arithmetic)
    by_depth: tuple[Aggregation, ...] = ()
    treatment: Treatment | None = None
    missing: Missing = Missing()
    ties: Ties = Ties()
    rank_within: tuple[str, ...] = ()
    normalise_within: str | None = None
    grades: Grading | None = None
    most_bonus: float = float("inf")
    description_zh: str = ""
    description_en: str = ""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves in the scheme's own order."""
        return tuple(self.root.leaves())

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the leaves in the scheme's own order."""
        return tuple(leaf.code for leaf in self.leaves)

    @property
    def columns(self) -> tuple[str, ...]:
        """Codes that a panel must hold: the indicators and their denominators."""
        below = tuple(leaf.denominator for leaf in self.leaves if leaf.denominator)
        return tuple(dict.fromkeys(self.indicators + below))

    def effective_weights(self) -> Iterator[tuple[Node, Leaf, float]]:
        """(child of the root above the leaf, leaf, product of sibling shares down to it); they add up to 1."""
        whole = sum(child.weight for child in self.root.children)
        for child in self.root.children:
            if isinstance(child, Leaf):
                yield self.root, child, child.weight / whole
            else:
                yield from ((child, leaf, weight) for leaf, weight in _shares(child, child.weight / whole))

    def aggregation_of(self, node: Node, depth: int) -> Aggregation:
        """The node's own aggregation, else that of its depth, else the scheme's."""
        if node.aggregation is not None:
            return node.aggregation
        return self.by_depth[depth] if depth < len(self.by_depth) else self.aggregation


def _shares(node: Node, share: float) -> Iterator[tuple[Leaf, float]]:
    whole = sum(child.weight for child in node.children)
    for child in node.children:
        part = share * (child.weight / whole)
        if isinstance(child, Leaf):
            yield child, part
        else:
            yield from _shares(child, part)
