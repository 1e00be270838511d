"""The least figure that will do, by halving, where the score has no closed form. Each trial is a rescored table."""

from dataclasses import replace

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.goals import Goals
from leitai.league.domain.packed import Ranks, packed_ranks
from leitai.league.domain.preparing import turn
from leitai.league.domain.rescoring import rescore
from leitai.league.domain.schemes import Direction
from leitai.league.domain.workings import Workings

DOUBLINGS = 12  # how far to look beyond the best unit: 2¹² times the span of the column
HALVINGS = 60


def search(workings: Workings, leaf: int, goals: Goals) -> FloatArray:
    """(k,) least turned figure with which each goal is met.

    inf = none that was found, −inf = the present one will do. A better figure must not make a place worse.
    """
    now = turned_raw(workings, leaf)[goals.units]
    low, high = now.copy(), _first_that_does(workings, leaf, goals, now)
    open_ = np.isfinite(high) & ~np.isnan(now)
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2
        at = np.flatnonzero(open_ & (low < middle) & (middle < high))
        if not len(at):
            break
        does = met_with(workings, leaf, goals.at(at), middle[at])
        high[at] = np.where(does, middle[at], high[at])
        low[at] = np.where(does, low[at], middle[at])
    return high


def _first_that_does(workings: Workings, leaf: int, goals: Goals, now: FloatArray) -> FloatArray:
    """(k,) some figure that will do: −inf where the present one does, inf where none was found."""
    turned = turned_raw(workings, leaf)
    found = np.where(met_with(workings, leaf, goals, now), -np.inf, np.inf)
    most, span = float(np.fmax.reduce(turned)), float(np.fmax.reduce(turned) - np.fmin.reduce(turned))
    end = 0.0 if workings.plan.leaves[leaf].direction is Direction.TARGET else np.inf
    for doubling in range(DOUBLINGS + 1):
        trial = np.minimum(np.maximum(most, now) + (span or 1.0) * (2.0**doubling - 1), end)
        asked = np.flatnonzero(np.isposinf(found) & ~np.isnan(now))
        if not len(asked):
            break
        does = met_with(workings, leaf, goals.at(asked), trial[asked])
        found[asked[does]] = trial[asked[does]]
    return found


def met_with(workings: Workings, leaf: int, goals: Goals, turned: FloatArray) -> BoolArray:
    """(k,) whether each goal is met once its unit has the turned figure in one indicator."""
    place, totals = tables_with(workings, leaf, goals, figures_of(workings, leaf, goals.units, turned))
    return goals.met(place, totals)


def tables_with(workings: Workings, leaf: int, goals: Goals, figures: FloatArray) -> tuple[Ranks, FloatArray]:
    """(k, n) ranks and totals, each table with one figure of its goal's unit changed."""
    trial = np.repeat(workings.prepared.raw[leaf][None, :], len(figures), axis=0)
    trial[np.arange(len(figures)), goals.units] = figures
    totals = rescore(workings, leaf, trial)
    return packed_ranks(totals, workings.plan.scheme.ties.tolerance), totals


def turned_raw(workings: Workings, leaf: int) -> FloatArray:
    """(n,) figures of an indicator as they were given, more = better."""
    plan = workings.plan
    found: FloatArray = turn(replace(plan, leaves=(plan.leaves[leaf],)), workings.prepared.raw[[leaf]])[0]
    return found


def figures_of(workings: Workings, leaf: int, units: IntArray, turned: FloatArray) -> FloatArray:
    """(k,) turned figures of the units in the indicator's own sense."""
    rule = workings.plan.leaves[leaf]
    if rule.direction is Direction.LOWER:
        return -turned
    if rule.direction is Direction.TARGET and rule.target is not None:
        side = np.where(workings.prepared.raw[leaf, units] < rule.target, -1.0, 1.0)
        return np.where(turned <= 0, rule.target - side * turned, np.nan)
    return turned
