"""At which figure of one indicator a unit passes each other unit, in closed form where the score is affine.

Under min–max the way has three pieces: below the others' least figure the others fall as the unit rises; between their
ends the unit rises alone; above their greatest it stands at the top and the others fall again. Against fixed figures
the unit rises alone, until its cap. Figures are turned: more is better.
"""

from dataclasses import dataclass

import numpy as np

from leitai.league.domain.aggregating import Arithmetic
from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.goalposts import Goalposts, Ratio, Scaled
from leitai.league.domain.normalising import MinMax, Normalisation
from leitai.league.domain.preparing import method_of
from leitai.league.domain.rescoring import path_of
from leitai.league.domain.workings import Workings

Fixed = Goalposts | Ratio | Scaled


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """k questions about n units: `own` (k,) is the unit that moves in each.

    `turned` (n,) figures; `rest` (k, n) or (1, n) what the units score without the indicator; `factor` likewise: what a
    point of the normalised indicator adds; `margin` what the score must lie above another's to have passed it.
    """

    own: IntArray
    turned: FloatArray
    rest: FloatArray
    factor: FloatArray
    margin: float

    def of_own(self, rows: FloatArray) -> FloatArray:
        """(k, 1) the moving unit's part of (k, n) or (1, n) rows."""
        k = len(self.own)
        return np.broadcast_to(rows, (k, rows.shape[1]))[np.arange(k), self.own][:, None]


def is_affine(workings: Workings, leaf: int) -> bool:
    """Whether the total is piecewise affine in the indicator and the closed form therefore holds."""
    plan = workings.plan
    method = method_of(plan, plan.leaves[leaf])
    path = path_of(plan, leaf)
    return (
        isinstance(method, MinMax | Fixed)
        and all(isinstance(step.aggregation, Arithmetic) for step in path)
        and not any(step.weighting for step in plan.steps)
        and (plan.leaves[leaf].treatment or plan.scheme.treatment) is None
        and plan.scheme.normalise_within is None
        and not workings.prepared.imputed[leaf].any()
        and not (plan.leaves[leaf].absent and np.isnan(workings.prepared.raw[leaf]).any())
    )


def passing_points(method: Normalisation, race: Race) -> FloatArray:
    """(k, n) least turned figure with which the moving unit stands above each unit; inf = never, −inf = it does now."""
    with np.errstate(invalid="ignore", divide="ignore"):
        points = _min_max(method, race) if isinstance(method, MinMax) else _fixed(method, race)
    now = race.turned[race.own][:, None]
    points = np.where(points <= now, -np.inf, points)
    points[np.arange(len(points)), race.own] = -np.inf
    points = np.where(np.isnan(race.rest), -np.inf, points)  # there is nothing to pass
    lost = np.isnan(now) | np.isnan(race.of_own(race.rest))
    return np.where(lost | np.isnan(points), np.inf, points)


def level_points(method: Normalisation, race: Race, level: FloatArray) -> FloatArray:
    """(k,) least turned figure with which the moving unit has at least the score `level` (k,); inf = never."""
    k = len(race.own)
    at, margin = level[:, None], 1e-12 * np.maximum(np.abs(level[:, None]), 1e-3) - race.margin
    rest = np.concatenate([np.broadcast_to(race.rest, (k, race.rest.shape[1])), at + margin], axis=1)
    factor = np.concatenate([np.broadcast_to(race.factor, (k, race.factor.shape[1])), np.zeros((k, 1))], axis=1)
    rival = Race(race.own, np.append(race.turned, np.nan), rest, factor, race.margin)
    return passing_points(method, rival)[:, -1]  # a rival who stands at the level whatever happens


def _min_max(method: MinMax, race: Race) -> FloatArray:
    low, span = method.low, method.high - method.low
    least, most = (ends[:, None] for ends in ends_without(race.turned, race.own))
    width = most - least
    there = np.isnan(race.turned)
    t = np.where(there, 0.0, race.turned)[None, :]
    f, rest, own_f, own_rest = race.factor, race.rest, race.of_own(race.factor), race.of_own(race.rest)
    others = low + span * (t - least) / np.where(width > 0, width, np.nan)
    need = (rest + f * others + race.margin - own_rest) / own_f
    within = least + (need - low) / span * width
    spare = own_rest + own_f * method.high - rest - f * low - race.margin
    beyond = np.where(spare > 0, np.maximum(least + f * span * (t - least) / spare, most), np.inf)
    share = np.where(f > 0, (own_rest + own_f * low - race.margin - rest - f * low) / (f * span), np.inf)
    below = np.where(share < 1, (t - share * most) / (1 - share), -np.inf)
    points = np.where(need > method.high, beyond, within)
    points = np.where(need <= low, np.where(race.turned[race.own][:, None] < least, below, -np.inf), points)
    # where all others are equal, any step above them puts the unit at the top and them at the bottom
    step = np.nextafter(most, np.inf)
    return np.where(width > 0, points, np.where(spare > 0, step, np.inf))


def _fixed(method: Normalisation, race: Race) -> FloatArray:
    slope, offset, floor, cap = affine_piece(method)
    others = race.rest + np.where(race.factor > 0, race.factor * method.apply(race.turned[None, :]), 0.0)
    need = (others + race.margin - race.of_own(race.rest)) / race.of_own(race.factor)
    points = np.where(need <= cap, (need - offset) / slope, np.inf)
    return np.where(need <= floor, -np.inf, points)


def affine_piece(method: Normalisation) -> tuple[float, float, float, float]:
    """Slope, offset, floor and cap of a rule that looks at fixed figures."""
    match method:
        case Goalposts(worst, best, low, high, cut):
            slope = (high - low) / (best - worst)
            ends = (min(low, high), max(low, high)) if cut else (-np.inf, np.inf)
            return slope, low - slope * worst, *ends
        case Ratio(benchmark, points, floor, cap):
            slope = points / abs(benchmark)
            return slope, 2.0 * points if benchmark < 0 else 0.0, floor * points, cap * points
        case Scaled(low, high, scale):
            slope = scale / (high - low)
            return slope, -low * slope, -np.inf, np.inf
        case _:
            raise TypeError(f"{method!r} is not a rule of fixed figures")


def ends_without(turned: FloatArray, own: IntArray) -> tuple[FloatArray, FloatArray]:
    """(k,) least and greatest figure of all units but the one that moves."""
    known = turned[~np.isnan(turned)]
    if len(known) < 2:
        return np.full(len(own), np.nan), np.full(len(own), np.nan)
    first, second = np.partition(known, 1)[:2]
    last, before = -np.partition(-known, 1)[:2]
    least = np.where(turned[own] == first, second, first)
    most = np.where(turned[own] == last, before, last)
    return least, most


def race_of(workings: Workings, leaf: int, own: IntArray, factors: FloatArray) -> Race:
    """The race as the scheme's weights have it; `factors` (m, n) as `contribution_factors` gives them."""
    value = np.where(np.isnan(workings.normalised[leaf]), 0.0, workings.normalised[leaf])
    factor = np.where(np.isnan(workings.normalised[leaf]), 0.0, factors[leaf])
    rest = workings.total - factor * value
    turned = workings.prepared.turned[leaf]
    return Race(own, turned, rest[None, :], factor[None, :], margin_of(workings))


def margin_of(workings: Workings) -> float:
    """A little more than the tolerance of a tie, so that rounding cannot take the step back."""
    scale = float(np.nanmax(np.abs(workings.total))) if np.isfinite(workings.total).any() else 1.0
    return workings.plan.scheme.ties.tolerance * (1 + 1e-6) + 1e-12 * max(scale, 1e-3)
