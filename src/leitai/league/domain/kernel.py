"""A scheme compiled for one list of indicators: scores and ranks only, as fast as memory allows.

`compute` also says why; a kernel says what, to the same bits, for simulations and for tables of many thousand units.
Units are taken some hundred at a time through every step of the tree, so that the figures stay in the cache.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np

from leitai.league.domain.aggregating import Arithmetic, Geometric, Harmonic, Power
from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.computing import compute
from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.goalposts import Goalposts, Ratio, Scaled
from leitai.league.domain.levels import Alone, Level, levels_of
from leitai.league.domain.normalising import MinMax, Normalisation
from leitai.league.domain.outranking import MazziottaPareto, Median, OrderedWeights
from leitai.league.domain.panels import Panel
from leitai.league.domain.plans import Plan, plan_of
from leitai.league.domain.preparing import method_of
from leitai.league.domain.schemes import Direction, Scheme
from leitai.league.domain.scoring import fill_nodes
from leitai.league.domain.workings import check_panel, rank_scores

Fill: TypeAlias = Callable[[FloatArray, FloatArray], None]
ENDS = 512
BLOCK = 512  # units at a time
POINTWISE = (Goalposts, Ratio, Scaled)
BY_UNIT = (Arithmetic, Geometric, Harmonic, Power, Median, OrderedWeights, MazziottaPareto)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """(n, nodes) scores and ranks, nodes root first; 1 = best, 0 = no score."""

    scores: FloatArray
    ranks: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way of normalising and the rows it is for."""

    rows: slice | IntArray
    method: Normalisation


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """Use `compiled` to make one. `lean` where every step looks at one unit alone, once the ends are known.

    `columns` and `signs` (m, 1) are of the plan's rows; `turned` marks the columns as given of which less is better.
    """

    plan: Plan
    indicators: tuple[str, ...]
    columns: IntArray
    signs: FloatArray
    rules: tuple[Rule, ...]
    levels: tuple[Level | Alone, ...]
    targets: tuple[tuple[int, float], ...]
    lean: bool
    turned: BoolArray

    @property
    def affine(self) -> bool:
        """One min–max rule for all, and no target: three operations on figures as they stand."""
        return len(self.rules) == 1 and isinstance(self.rules[0].method, MinMax) and not self.targets

    @property
    def nodes(self) -> tuple[str, ...]:
        """Codes of the columns of what comes out."""
        return tuple(node.code for node in self.plan.nodes)

    def score(self, values: FloatArray) -> Scored:
        """Scores and ranks of (n, m) values, columns as compiled, NaN = missing. Raises PanelError."""
        if values.ndim != 2 or values.shape[1] != len(self.indicators):
            what = f"have shape {values.shape}"
            raise PanelError((Fault("values", what, f"give a column for each of {len(self.indicators)} indicators"),))
        if not self.lean:
            return self._in_full(values)
        scores = self._scores(values)
        return Scored(scores.T, rank_scores(self.plan.scheme, scores).T)

    def _in_full(self, values: FloatArray) -> Scored:
        units = tuple(f"{number:09}" for number in range(len(values)))
        result = compute(self.plan.scheme, Panel(units, self.indicators, values))
        return Scored(result.scores, result.ranks)

    def _scores(self, values: FloatArray) -> FloatArray:
        low, high = _ends(values)
        gaps = bool(np.isnan(low[self.columns]).any())
        if gaps:
            low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
        width = self.plan.width
        stack = np.empty((width + len(self.plan.nodes), min(BLOCK, len(values))))
        scores = np.empty((len(self.plan.nodes), len(values)))
        fill = self._affine(low, high, stack.shape[1]) if self.affine else self._by_rule(values, low, high)
        for start in range(0, len(values), BLOCK):
            part = values[start : start + BLOCK]
            own = stack[:, : len(part)]
            fill(part, own[:width])
            if gaps:
                fill_nodes(self.plan, own, gaps)
            else:
                for level in self.levels:
                    level.fill(own)
            scores[:, start : start + BLOCK] = own[width:]
        return scores

    def _affine(self, low: FloatArray, high: FloatArray, size: int) -> Fill:
        """(x − anchor) / span × (high − low) + low; span and anchor have the sign, which changes no bit."""
        method = cast(MinMax, self.rules[0].method)
        anchor, span = np.where(self.turned, high, low), (high - low) * np.where(self.turned, -1.0, 1.0)
        flat = span == 0
        constant = bool(flat.any())
        divisor = np.where(flat, 1.0, span) if constant else span
        scale, base = method.high - method.low, method.low
        held = np.empty((size, len(low)))

        def fill(part: FloatArray, into: FloatArray) -> None:
            own = np.subtract(part, anchor, out=held[: len(part)])
            own /= divisor
            own *= scale
            if base:
                own += base
            if constant:
                own[:, flat] = np.where(np.isnan(own[:, flat]), np.nan, (method.low + method.high) / 2)
            np.take(own.T, self.columns, axis=0, out=into, mode="clip")

        return fill

    def _by_rule(self, values: FloatArray, low: FloatArray, high: FloatArray) -> Fill:
        least, span = self._turned_ends(values, low, high)

        def fill(part: FloatArray, into: FloatArray) -> None:
            np.multiply(part.T[self.columns], self.signs, out=into)
            for row, target in self.targets:
                into[row] = -np.abs(into[row] - target)
            for rule in self.rules:
                into[rule.rows] = _scaled(rule, into[rule.rows], least, span)

        return fill

    def _turned_ends(self, values: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(m, 1) least turned figure and span of each leaf."""
        ends = np.stack([low, high], axis=1)[self.columns] * self.signs
        for row, target in self.targets:
            turned = -np.abs(values[:, self.columns[row]] - target)
            ends[row] = np.fmin.reduce(turned), np.fmax.reduce(turned)
        least = np.minimum(ends[:, :1], ends[:, 1:])
        return least, np.maximum(ends[:, :1], ends[:, 1:]) - least


def compiled(scheme: Scheme, indicators: tuple[str, ...]) -> Kernel:
    """Compile a scheme for values whose columns are `indicators`. Raises PanelError where one is lacking."""
    plan = plan_of(scheme)
    check_panel(plan, Panel((), indicators, np.empty((0, len(indicators)))))
    columns = np.array([indicators.index(leaf.code) for leaf in plan.leaves])
    signs = np.array([[-1.0 if leaf.direction is Direction.LOWER else 1.0] for leaf in plan.leaves])
    turned = np.zeros(len(indicators), dtype=np.bool_)
    turned[columns[signs[:, 0] < 0]] = True
    return Kernel(plan, indicators, columns, signs, _rules(plan), levels_of(plan), _targets(plan), _lean(plan), turned)


def _targets(plan: Plan) -> tuple[tuple[int, float], ...]:
    """Rows of the leaves that have a target, and the targets."""
    rows = enumerate(plan.leaves)
    return tuple(
        (row, leaf.target) for row, leaf in rows if leaf.direction is Direction.TARGET and leaf.target is not None
    )


def _lean(plan: Plan) -> bool:
    scheme = plan.scheme
    plain = scheme.treatment is None and scheme.missing.imputation is None and scheme.normalise_within is None
    own = all(leaf.treatment is None and leaf.denominator is None and not leaf.absent for leaf in plan.leaves)
    methods = all(isinstance(method_of(plan, leaf), (MinMax, *POINTWISE)) for leaf in plan.leaves)
    steps = all(not step.weighting and isinstance(step.aggregation, BY_UNIT) for step in plan.steps)
    return plain and own and methods and steps


def _rules(plan: Plan) -> tuple[Rule, ...]:
    methods = [method_of(plan, leaf) for leaf in plan.leaves]
    if all(method == methods[0] for method in methods):
        return (Rule(slice(0, plan.width), methods[0]),)
    return tuple(Rule(np.flatnonzero([own == method for own in methods]), method) for method in dict.fromkeys(methods))


def _scaled(rule: Rule, z: FloatArray, least: FloatArray, span: FloatArray) -> FloatArray:
    if isinstance(rule.method, MinMax):
        return rule.method.scale(z, least[rule.rows], span[rule.rows])
    return rule.method.apply(z)


def _ends(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(m,) least and greatest of each column, NaN where one is missing; in one go through the memory."""
    if not len(values):
        return np.zeros(values.shape[1]), np.zeros(values.shape[1])
    if len(values) <= ENDS:
        return values.min(axis=0), values.max(axis=0)
    parts = [values[start : start + ENDS] for start in range(0, len(values), ENDS)]
    ends = [(part.min(axis=0), part.max(axis=0)) for part in parts]
    return np.min([low for low, _ in ends], axis=0), np.max([high for _, high in ends], axis=0)
