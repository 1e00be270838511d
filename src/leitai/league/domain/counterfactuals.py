"""What must rise, by how much, to reach a place. Every answer is rescored before it is given."""

import warnings
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.goals import Goals, to_next_grade, to_pass, to_rank, to_score
from leitai.league.domain.grading import Grading
from leitai.league.domain.panels import Panel
from leitai.league.domain.passing import is_affine, level_points, passing_points, race_of
from leitai.league.domain.preparing import method_of
from leitai.league.domain.schemes import Scheme
from leitai.league.domain.scoring import contribution_factors
from leitai.league.domain.searching import figures_of, search, tables_with
from leitai.league.domain.workings import Workings, work


@dataclass(frozen=True, slots=True)
class Way:
    """One indicator that alone would do: `figure` is what it must be instead of `now`, both per denominator.

    `change` is in the unit of the indicator, `effort` in standard deviations among the units; `rank` and `score` are
    those of the rescored table, in which all other units' figures stay as they are.
    """

    unit: str
    indicator: str
    now: float
    figure: float
    change: float
    effort: float
    rank: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """For k goals and m indicators: `figures` (k, m) that would do alone, NaN = none can, or none need.

    `ranks` and `scores` (k, m) were found by rescoring; a figure that failed there is not among the answers.
    """

    workings: Workings
    goals: Goals
    figures: FloatArray
    effort: FloatArray
    ranks: IntArray
    scores: FloatArray

    def ways(self, question: int) -> tuple[Way, ...]:
        """The ways of one question, the least effort first."""
        known = np.flatnonzero(~np.isnan(self.figures[question]))
        order = known[np.argsort(self.effort[question, known], kind="stable")]
        return tuple(self._way(question, int(leaf)) for leaf in order)

    def _way(self, question: int, leaf: int) -> Way:
        workings, unit = self.workings, int(self.goals.units[question])
        now, figure = float(workings.prepared.raw[leaf, unit]), float(self.figures[question, leaf])
        return Way(
            unit=workings.units[unit],
            indicator=workings.plan.leaves[leaf].code,
            now=now,
            figure=figure,
            change=figure - now,
            effort=float(self.effort[question, leaf]),
            rank=int(self.ranks[question, leaf]),
            score=float(self.scores[question, leaf]),
        )


def ways_to_rank(scheme: Scheme, panel: Panel, unit: str, rank: int) -> tuple[Way, ...]:
    """Each indicator that alone would bring the unit to the rank or better, the least effort first.

    () where none can, or where the unit stands there already. The same holds for the other `ways_to_…`.
    """
    workings = work(scheme, panel)
    return moves(workings, to_rank(_place(workings, unit), np.array([rank]))).ways(0)


def ways_to_pass(scheme: Scheme, panel: Panel, unit: str, other: str) -> tuple[Way, ...]:
    """Each indicator that alone would bring the unit above the other one."""
    workings = work(scheme, panel)
    return moves(workings, to_pass(_place(workings, unit), _place(workings, other))).ways(0)


def ways_to_score(scheme: Scheme, panel: Panel, unit: str, score: float) -> tuple[Way, ...]:
    """Each indicator that alone would bring the unit to the score."""
    workings = work(scheme, panel)
    return moves(workings, to_score(_place(workings, unit), np.array([score]))).ways(0)


def ways_to_next_grade(scheme: Scheme, panel: Panel, unit: str, rule: Grading) -> tuple[Way, ...]:
    """Each indicator that alone would bring the unit to the next better grade."""
    workings = work(scheme, panel)
    return moves(workings, to_next_grade(_place(workings, unit), workings.total, rule)).ways(0)


def _place(workings: Workings, unit: str) -> IntArray:
    return np.array([workings.units.index(unit)])


def moves(workings: Workings, goals: Goals) -> Moves:
    """For each goal, the figure of every indicator that alone would do."""
    figures = np.full((len(goals.units), workings.plan.width), np.nan)
    factors = contribution_factors(workings.plan, workings.stack)
    for leaf in range(workings.plan.width):
        exact = is_affine(workings, leaf)
        turned = in_closed_form(workings, leaf, goals, factors) if exact else search(workings, leaf, goals)
        known = np.where(np.isfinite(turned), turned, np.nan)
        figures[:, leaf] = figures_of(workings, leaf, goals.units, known)
    return _verified(workings, goals, figures)


def in_closed_form(workings: Workings, leaf: int, goals: Goals, factors: FloatArray) -> FloatArray:
    """(k,) least turned figure with which each goal is met; inf = none, −inf = the present one will do."""
    units, back = np.unique(goals.units, return_inverse=True)
    rule = method_of(workings.plan, workings.plan.leaves[leaf])
    points = passing_points(rule, race_of(workings, leaf, units, factors))
    order = -np.sort(-points, axis=1)
    needed = np.where(goals.rank > 0, order[back, np.clip(goals.rank - 1, 0, points.shape[1] - 1)], -np.inf)
    needed = np.maximum(needed, np.where(goals.past >= 0, points[back, goals.past], -np.inf))
    high = np.flatnonzero(goals.level > -np.inf)
    if len(high):
        needed[high] = np.maximum(
            needed[high], level_points(rule, race_of(workings, leaf, goals.units[high], factors), goals.level[high])
        )
    return needed


def _verified(workings: Workings, goals: Goals, figures: FloatArray) -> Moves:
    ranks, scores = np.zeros(figures.shape, dtype=np.int64), np.full(figures.shape, np.nan)
    for leaf in range(figures.shape[1]):
        asked = np.flatnonzero(~np.isnan(figures[:, leaf]))
        own = goals.at(asked)
        place, totals = tables_with(workings, leaf, own, figures[asked, leaf])
        rows = np.arange(len(asked))
        ranks[asked, leaf], scores[asked, leaf] = place[rows, own.units], totals[rows, own.units]
        figures[asked[~own.met(place, totals)], leaf] = np.nan
    spread = spreads(workings)
    effort = np.abs(figures - workings.prepared.raw[:, goals.units].T) / spread
    return Moves(workings, goals, figures, effort, ranks, scores)


def spreads(workings: Workings) -> FloatArray:
    """(m,) standard deviation of each indicator among the units; NaN where they are all equal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # fewer than two figures
        spread = np.nanstd(workings.prepared.raw, axis=1, ddof=1)
    return np.where(spread > 0, spread, np.nan)
