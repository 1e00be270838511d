"""Grades from scores, and how far each unit stands from the cliff on either side. Scores are (n,), NaN = no grade."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.ranking import rank_rows


class Rounding(StrEnum):
    """How a share of the units becomes a whole number of them."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, eq=False)
class Grades:
    """`labels[i]` ("" = none), `floors[g]` the least score that holds grade g now, best grade first.

    `to_rise` (n,) points missing to the floor of the next better grade (NaN for the best), `to_fall` (n,) points
    above the best score of the next worse grade (NaN for the worst).
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    floors: FloatArray
    to_rise: FloatArray
    to_fall: FloatArray


class Grading(Protocol):
    """A frozen rule from scores to grades."""

    def places(self, scores: FloatArray) -> FloatArray:
        """(n,) place of the grade, 0 = best; NaN = none."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the grades, best first."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Grades by share of the units that have a score: `cumulative[g]` is the share at which grade g ends.

    Units tied with the last one of a grade are in it too (`generous`), or all fall to the next.
    """

    labels: tuple[str, ...]
    cumulative: tuple[float, ...]
    rounding: Rounding = Rounding.NEAREST
    generous: bool = True
    tolerance: float = 1e-9

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.cumulative) or abs(self.cumulative[-1] - 1) > 1e-12:
            raise ValueError("give one cumulative share for each grade, the last of them 1")

    def places(self, scores: FloatArray) -> FloatArray:
        """By rank."""
        rank = rank_rows(scores[None, :], self.tolerance, "min" if self.generous else "max")[0]
        there = ~np.isnan(scores)
        ends = np.array(self.ends(int(there.sum())))
        return np.where(there, np.searchsorted(ends, rank), np.nan)

    def ends(self, count: int) -> tuple[int, ...]:
        """The last rank of each grade among so many units."""
        return tuple(self._count(share, count) for share in self.cumulative)

    def _count(self, share: float, n: int) -> int:
        exact = share * n
        if self.rounding is Rounding.DOWN:
            return int(np.floor(exact + 1e-9))
        return int(np.ceil(exact - 1e-9)) if self.rounding is Rounding.UP else int(np.floor(exact + 0.5 + 1e-9))


@dataclass(frozen=True, slots=True)
class SharesOfAll(Shares):
    """Shares of the ranked units and of `beside` more that stand outside the ranking: the best grades are counted from
    the top, the last one from the end, so that the outsiders take their places from the middle.
    """

    beside: int = 0

    def ends(self, count: int) -> tuple[int, ...]:
        """The last rank of each grade among so many ranked units."""
        whole = count + self.beside
        ends = [min(self._count(share, whole), count) for share in self.cumulative]
        if len(ends) > 1:
            last = self._count(1.0 - self.cumulative[-2], whole)
            ends[-2] = max(count - last, ends[-3] if len(ends) > 2 else 0)
        return (*ends[:-1], count)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Grades by fixed scores: grade g from `floors[g]` up, the last grade from −∞."""

    labels: tuple[str, ...]
    floors: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.floors) != len(self.labels) - 1 or list(self.floors) != sorted(self.floors, reverse=True):
            raise ValueError("give falling floors for all grades but the last")

    def places(self, scores: FloatArray) -> FloatArray:
        """The first floor that is reached."""
        below = (scores[:, None] < np.array(self.floors)[None, :]).sum(axis=1)
        return np.where(np.isnan(scores), np.nan, below)


@dataclass(frozen=True, slots=True)
class Jenks:
    """Natural breaks: the split into classes with the least sum of squared distances to their means (exact)."""

    labels: tuple[str, ...]

    def places(self, scores: FloatArray) -> FloatArray:
        """By exact dynamic programming over the distinct scores."""
        there = ~np.isnan(scores)
        values, counts = np.unique(scores[there], return_counts=True)
        starts = _natural_breaks(values, counts, min(len(self.labels), len(values)))
        place = len(starts) - 1 - (np.searchsorted(starts, np.searchsorted(values, scores), side="right") - 1)
        return np.where(there, place, np.nan)


def grade(scores: FloatArray, rule: Grading) -> Grades:
    """Grades of (n,) scores and the distances to the cliffs."""
    places = rule.places(scores)
    names = rule.labels
    inside = [scores[places == g] for g in range(len(names))]
    floors = np.array([own.min() if len(own) else np.nan for own in inside])
    if isinstance(rule, Thresholds):
        floors[:-1] = rule.floors
    tops = np.array([own.max() if len(own) else np.nan for own in inside])
    rise, fall = np.full(len(scores), np.nan), np.full(len(scores), np.nan)
    for g in range(len(names)):
        own = places == g
        rise[own] = _nearest(floors[:g][::-1]) - scores[own]
        fall[own] = scores[own] - (floors[g] if isinstance(rule, Thresholds) else _nearest(tops[g + 1 :]))
    labels = tuple("" if np.isnan(place) else names[int(place)] for place in places)
    return Grades(names, labels, floors, rise, fall)


def _nearest(levels: FloatArray) -> float:
    known = levels[~np.isnan(levels)]
    return float(known[0]) if len(known) else float("nan")


def _natural_breaks(values: FloatArray, counts: IntArray, classes: int) -> list[int]:
    weight = np.concatenate([[0.0], np.cumsum(counts)])
    first = np.concatenate([[0.0], np.cumsum(counts * values)])
    second = np.concatenate([[0.0], np.cumsum(counts * values * values)])
    n = len(values)
    best, cut = np.full((classes + 1, n + 1), np.inf), np.zeros((classes + 1, n + 1), dtype=np.int64)
    best[0, 0] = 0.0
    for k in range(1, classes + 1):
        for end in range(k, n + 1):
            start = np.arange(k - 1, end)
            sums = first[end] - first[start]
            cost = best[k - 1, start] + (second[end] - second[start]) - sums * sums / (weight[end] - weight[start])
            at = int(np.argmin(cost))
            best[k, end], cut[k, end] = cost[at], start[at]
    starts, end = [], n
    for k in range(classes, 0, -1):
        end = int(cut[k, end])
        starts.append(end)
    return starts[::-1]


GRADINGS: dict[str, type[Grading]] = {"shares": Shares, "thresholds": Thresholds, "jenks": Jenks}
