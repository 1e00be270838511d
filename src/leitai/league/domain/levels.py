"""The steps of a plan with those taken together that can be: fewer and larger operations, the same bits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.aggregating import Arithmetic
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.plans import Plan, Step


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Nodes `rows` side by side, each the weighted mean of the next k of `children`; `weights` (nodes, k, 1)."""

    rows: slice
    children: slice
    weights: FloatArray

    def fill(self, stack: FloatArray) -> None:
        """Fill the nodes of (m + nodes, n); no gaps."""
        nodes, k, _ = self.weights.shape
        z = stack[self.children].reshape(nodes, k, stack.shape[1])
        np.add.reduce(z * self.weights, axis=1, out=stack[self.rows])


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """One step by itself."""

    step: Step

    def fill(self, stack: FloatArray) -> None:
        """Fill its node."""
        stack[self.step.row] = self.step.aggregation.combine(stack[self.step.children], self.step.weights)


def levels_of(plan: Plan) -> tuple[Level | Alone, ...]:
    """The steps in their order, neighbours of one kind together."""
    runs: list[list[Step]] = []
    for step in plan.steps:
        if runs and _joins(runs[-1], step):
            runs[-1].insert(0, step)  # steps come from the last node of a level to its first
        else:
            runs.append([step])
    return tuple(_level(run) for run in runs)


def _joins(run: Sequence[Step], step: Step) -> bool:
    first = run[0]
    if not isinstance(step.children, slice) or not isinstance(first.children, slice):
        return False
    plain = isinstance(step.aggregation, Arithmetic) and isinstance(first.aggregation, Arithmetic)
    alike = len(step.weights) == len(first.weights)
    return plain and alike and step.row + 1 == first.row and step.children.stop == first.children.start


def _level(run: Sequence[Step]) -> Level | Alone:
    first, last = run[0].children, run[-1].children
    if len(run) == 1 or not isinstance(first, slice) or not isinstance(last, slice):
        return Alone(run[0])
    rows = slice(run[0].row, run[-1].row + 1)
    return Level(rows, slice(first.start, last.stop), np.stack([step.weights for step in run]))
