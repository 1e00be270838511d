"""Several indicators moved together, at the least cost, to reach a goal: for schemes that are affine in them.

Within the others' ends only the moving unit's score changes. The cheapest move is then a linear programme with one
constraint, whose optimum takes the indicators in the order of what they gain for their cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.computing import compute
from leitai.league.domain.counterfactuals import in_closed_form, spreads
from leitai.league.domain.goals import Goals
from leitai.league.domain.normalising import MinMax
from leitai.league.domain.packed import packed_ranks
from leitai.league.domain.passing import (
    Race,
    affine_piece,
    ends_without,
    is_affine,
    margin_of,
    passing_points,
)
from leitai.league.domain.preparing import method_of
from leitai.league.domain.results import Result
from leitai.league.domain.schemes import Direction, Leaf
from leitai.league.domain.scoring import contribution_factors
from leitai.league.domain.searching import figures_of
from leitai.league.domain.workings import Workings


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of a joint move, per denominator, in its own sense."""

    indicator: str
    now: float
    figure: float
    cost: float


@dataclass(frozen=True, slots=True)
class Joint:
    """The cheapest move found; `rank` and `score` are those of the rescored table."""

    unit: str
    parts: tuple[Part, ...]
    cost: float
    rank: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Levers:
    """What one unit can do: `gain` (m,) points per unit of the turned figure, up to `room` (m,), at `price` (m,)."""

    gain: FloatArray
    room: FloatArray
    price: FloatArray

    def cheapest(self, points: float) -> FloatArray | None:
        """(m,) steps that give the points at the least cost; None where all the room is too little."""
        usable = np.flatnonzero((self.gain > 0) & (self.room > 0) & np.isfinite(self.price))
        order = usable[np.argsort(-self.gain[usable] / self.price[usable], kind="stable")]
        steps = np.zeros(len(self.gain))
        for lever in order:
            if points <= 0:
                break
            steps[lever] = min(self.room[lever], points / self.gain[lever])
            points -= steps[lever] * self.gain[lever]
        return steps if points <= 1e-12 else None


def cheapest_move(
    workings: Workings,
    goal: Goals,
    prices: Mapping[str, float] | None = None,
    limits: Mapping[str, float] | None = None,
) -> Joint | None:
    """The cheapest joint move to one goal, rescored; None where none was found.

    `prices` of one unit of each indicator (by default what a standard deviation costs is 1), inf = cannot be moved;
    `limits` are the best figures that can be had, in the indicator's own sense.
    """
    return _cheapest(workings, goal, levers_of(workings, int(goal.units[0]), prices or {}, limits or {}))


def cheapest_moves(workings: Workings, goals: Sequence[Goals]) -> tuple[Joint | None, ...]:
    """The cheapest joint move to each of several goals of one unit, at the usual prices."""
    if not goals:
        return ()
    levers = levers_of(workings, int(goals[0].units[0]), {}, {})
    return tuple(_cheapest(workings, goal, levers) for goal in goals)


def _cheapest(workings: Workings, goal: Goals, levers: Levers) -> Joint | None:
    steps = levers.cheapest(points_missing(workings, goal))
    if steps is None:
        return None
    joint = _rescored(workings, goal, steps, levers)
    return joint if joint.rank else None


def points_missing(workings: Workings, goal: Goals) -> float:
    """How many points the unit lacks while the others stay where they are; 0 or less = none."""
    unit = int(goal.units[0])
    others = np.delete(workings.total, unit)
    level, margin = float(goal.level[0]), margin_of(workings)
    if goal.rank[0] > 0:
        rivals = -np.sort(-others[~np.isnan(others)])
        level = max(level, float(rivals[goal.rank[0] - 1]) + margin if goal.rank[0] <= len(rivals) else -np.inf)
    if goal.past[0] >= 0:
        level = max(level, float(workings.total[goal.past[0]]) + margin)
    return level - float(workings.total[unit]) + 1e-12 * max(abs(level), 1e-3)


def levers_of(workings: Workings, unit: int, prices: Mapping[str, float], limits: Mapping[str, float]) -> Levers:
    """What the unit can do within the others' ends, its caps and its limits."""
    plan = workings.plan
    factors, spread = contribution_factors(plan, workings.stack)[:, unit], spreads(workings)
    gain, room = np.zeros(plan.width), np.zeros(plan.width)
    price = np.array([prices.get(leaf.code, 1 / own) for leaf, own in zip(plan.leaves, spread, strict=True)])
    for row, leaf in enumerate(plan.leaves):
        if is_affine(workings, row) and not np.isnan(workings.prepared.raw[row, unit]):
            slope, most = _reach(workings, row, unit)
            limit = limits.get(leaf.code)
            most = most if limit is None else min(most, _turned(leaf, limit))
            gain[row], room[row] = slope * factors[row], most - workings.prepared.turned[row, unit]
    return Levers(gain, room, price)


def _reach(workings: Workings, row: int, unit: int) -> tuple[float, float]:
    """Normalised points per unit of the turned figure, and the figure up to which nobody else is moved."""
    leaf = workings.plan.leaves[row]
    method, own = method_of(workings.plan, leaf), np.array([unit])
    end = 0.0 if leaf.target is not None else np.inf
    if not isinstance(method, MinMax):
        slope, offset, floor, cap = affine_piece(method)
        held = workings.normalised[row, unit] <= floor  # below its floor a figure gains nothing at first
        return (0.0, -np.inf) if held else (slope, min(end, (cap - offset) / slope))
    least, most = (float(ends[0]) for ends in ends_without(workings.prepared.turned[row], own))
    alone = workings.prepared.turned[row, unit] < least  # whoever stands last moves the others as it rises
    return (0.0, -np.inf) if alone or most <= least else ((method.high - method.low) / (most - least), min(end, most))


def _turned(leaf: Leaf, figure: float) -> float:
    if leaf.direction is Direction.TARGET and leaf.target is not None:
        return -abs(figure - leaf.target)
    return -figure if leaf.direction is Direction.LOWER else figure


def _rescored(workings: Workings, goal: Goals, steps: FloatArray, levers: Levers) -> Joint:
    unit = int(goal.units[0])
    parts = tuple(
        Part(
            workings.plan.leaves[row].code,
            float(workings.prepared.raw[row, unit]),
            _figure(workings, row, unit, float(steps[row])),
            float(steps[row] * levers.price[row]),
        )
        for row in map(int, np.flatnonzero(steps))
    )
    result = with_figures(workings, unit, {part.indicator: part.figure for part in parts})
    totals = result.total[workings.rows][None, :]
    place = packed_ranks(totals, workings.plan.scheme.ties.tolerance)
    met = bool(goal.met(place, totals)[0])
    cost = sum(part.cost for part in parts)
    return Joint(workings.units[unit], parts, cost, int(place[0, unit]) if met else 0, float(totals[0, unit]))


def _figure(workings: Workings, row: int, unit: int, step: float) -> float:
    turned = workings.prepared.turned[row, unit] + step
    return float(figures_of(workings, row, np.array([unit]), np.array([turned]))[0])


def with_figures(workings: Workings, unit: int, figures: Mapping[str, float]) -> Result:
    """The whole table once the unit has other figures, given per denominator."""
    panel = workings.panel
    values, row = panel.values.copy(), int(workings.rows[unit])
    for leaf in workings.plan.leaves:
        if leaf.code in figures:
            below = values[row, panel.indicators.index(leaf.denominator)] if leaf.denominator else 1.0
            values[row, panel.indicators.index(leaf.code)] = figures[leaf.code] * below
    return compute(workings.plan.scheme, panel.replace_values(values))


@dataclass(frozen=True, slots=True)
class Robust:
    """A figure of one indicator that meets the goal in `share` of the draws; `plain` is the one for given weights."""

    indicator: str
    plain: float
    figure: float
    share: float


def robust_way(workings: Workings, leaf: int, goal: Goals, weights: FloatArray, share: float = 0.9) -> Robust | None:
    """The least figure with which the goal is met under at least `share` of the (draws, m) weights of the leaves.

    For schemes with arithmetic means all the way and no gaps; None where no figure will do.
    """
    if not _arithmetic(workings):
        raise TypeError("the robust way needs a scheme that is affine throughout, and a table without gaps")
    needed = _needed_in_draws(workings, leaf, goal, weights)
    turned = np.sort(needed)[int(np.ceil(share * len(weights) - 1e-9)) - 1]
    unit = goal.units
    plain = in_closed_form(workings, leaf, goal, contribution_factors(workings.plan, workings.stack))
    if np.isposinf(turned):
        return None
    now = workings.prepared.turned[leaf, unit]
    figure, first = (figures_of(workings, leaf, unit, np.maximum(own, now))[0] for own in (turned, plain))
    return Robust(workings.plan.leaves[leaf].code, float(first), float(figure), float((needed <= turned).mean()))


def _arithmetic(workings: Workings) -> bool:
    whole = all(is_affine(workings, leaf) for leaf in range(workings.plan.width))
    return whole and not np.isnan(workings.normalised).any()


def _needed_in_draws(workings: Workings, leaf: int, goal: Goals, weights: FloatArray) -> FloatArray:
    """(draws,) least turned figure in each draw."""
    z, draws = workings.normalised, len(weights)
    rest = weights @ z - weights[:, [leaf]] * z[leaf]
    own = np.full(draws, goal.units[0])
    factor = np.broadcast_to(weights[:, [leaf]], rest.shape)
    race = Race(own, workings.prepared.turned[leaf], rest, factor, margin_of(workings))
    points = passing_points(method_of(workings.plan, workings.plan.leaves[leaf]), race)
    if goal.past[0] >= 0:
        return np.asarray(points[:, goal.past[0]])
    if goal.rank[0] > 0:
        return np.asarray(-np.sort(-points, axis=1)[:, goal.rank[0] - 1])
    raise TypeError("ask for a rank or for a unit to pass")
