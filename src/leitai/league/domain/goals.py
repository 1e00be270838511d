"""What a unit may want to reach: a rank, a place above another unit, a score, a grade."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.grading import Grading, Shares, Thresholds
from leitai.league.domain.packed import Ranks
from leitai.league.domain.ranking import rank_rows


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """k wishes: `units` (k,) who; `rank` (k,) this or better, 0 = any; `past` (k,) above this unit, −1 = none; `level`
    (k,) at least this score, −inf = any. All that is given must be met.
    """

    units: IntArray
    rank: IntArray
    past: IntArray
    level: FloatArray

    def at(self, places: IntArray) -> "Goals":
        """Some of them."""
        return Goals(self.units[places], self.rank[places], self.past[places], self.level[places])

    def met(self, place: Ranks, totals: FloatArray) -> BoolArray:
        """(k,) whether each is met in its own table, given as (k, n) ranks and scores."""
        rows = np.arange(len(self.units))
        own = place[rows, self.units]
        high = totals[rows, self.units] >= self.level
        first = (self.past < 0) | (own < place[rows, self.past])
        return np.asarray((own > 0) & high & first & ((self.rank == 0) | (own <= self.rank)))


def at_once(goals: Sequence[Goals]) -> Goals:
    """Several as one, in their order; at least one."""
    return Goals(*(np.concatenate([getattr(own, item.name) for own in goals]) for item in fields(Goals)))


def to_rank(units: IntArray, rank: IntArray) -> Goals:
    """Each unit to this rank or better; rank 0 of a unit that stands first already is met by anything."""
    return Goals(units, rank, np.full(len(units), -1), np.full(len(units), -np.inf))


def to_pass(units: IntArray, past: IntArray) -> Goals:
    """Each unit above the other one."""
    return Goals(units, np.zeros(len(units), dtype=np.int64), past, np.full(len(units), -np.inf))


def to_score(units: IntArray, level: FloatArray) -> Goals:
    """Each unit to this score at least."""
    return Goals(units, np.zeros(len(units), dtype=np.int64), np.full(len(units), -1), level)


def to_next_grade(units: IntArray, totals: FloatArray, rule: Grading) -> Goals:
    """Each unit to the next better grade than it has; who has the best wants what it has.

    Raises TypeError for grades whose limits move with every score, such as natural breaks.
    """
    places = rule.places(totals)[units]
    better = np.maximum(np.where(np.isnan(places), 1, places).astype(np.int64) - 1, 0)
    match rule:
        case Shares():
            ends = np.array(rule.ends(int((~np.isnan(totals)).sum())))
            return to_rank(units, ends[better])
        case Thresholds():
            floors = np.array([*rule.floors, -np.inf])
            return to_score(units, floors[better])
        case _:
            raise TypeError(f"{type(rule).__name__} draws its limits anew with every score: ask for a rank instead")


def to_next_place(units: IntArray, totals: FloatArray, tolerance: float) -> Goals:
    """Each unit to a rank better than its own; who is first wants to stay."""
    rank = np.asarray(rank_rows(totals[None, :], tolerance)[0], dtype=np.int64)[units]
    return to_rank(units, np.maximum(rank - 1, 1))
