"""The fast rank kernel: sort keys that carry score and place in one number, then mend exactly what packing blurred.

A plain sort of numbers is several times faster than an argsort. A key is the distance to the best score, cut short,
with the unit's place in the bits that were freed: 32 bits wide where few units leave room enough, 64 otherwise. Cutting
can only blur scores that lie very near each other; such neighbours, and those within the tolerance of a tie, are looked
up in the scores themselves. The result is that of `ranking.rank_rows` with the convention `min`, always.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.ranking import rank_rows

BLOCK = 1 << 15  # scores at a time: keys and scratch stay in the second-level cache
PRODUCT = 32  # rows of weights at a time, enough for the matrix product to be quick
NARROW = 9  # places of up to so many bits leave a 32-bit key at least 22 for the score

Ranks: TypeAlias = NDArray[np.int32]
Keys: TypeAlias = NDArray[Any]  # int32 where they are narrow, else int64
Lookup: TypeAlias = Callable[[IntArray, IntArray], FloatArray]  # rows and units to their scores


@dataclass(frozen=True, slots=True, eq=False)
class _Close:
    """Neighbours that are too near for their keys: row, place of the better one, the two units."""

    row: IntArray
    place: IntArray
    upper: IntArray
    lower: IntArray


def packed_ranks(scores: FloatArray, tolerance: float = 0.0) -> Ranks:
    """(rows, n) ranks of each row, 1 = greatest, ties at the least of their places, 0 = NaN."""
    ranks = np.empty(scores.shape, dtype=np.int32)
    most, least = (float(scores.max()), float(scores.min())) if scores.size else (0.0, 0.0)
    if scores.shape[1] < 2 or not np.isfinite(most - least):
        ranks[:] = rank_rows(scores, tolerance)
        return ranks
    ranker = Ranker(ranks, most - least, tolerance)
    held = np.empty((ranker.height, scores.shape[1]))
    for block in ranker.blocks():
        distance = np.subtract(most, scores[block], out=held[: block.stop - block.start])
        if ranker.scale != 1.0:
            distance *= ranker.scale
        ranker.rank(block.start, distance)
    ranker.mend(lambda rows, units: scores[rows, units])
    return ranks


def weighted_ranks(z: FloatArray, weights: FloatArray, tolerance: float = 0.0) -> Ranks:
    """(draws, n) ranks of the weighted means of (m, n) values under (draws, m) weights that add up to 1 in each row.

    Scores are made some rows at a time, as scaled distances to the best that is possible, and never kept.
    """
    (draws, _), (_, n) = weights.shape, z.shape
    most, span = (float(z.max()), float(z.max() - z.min())) if z.size else (0.0, 0.0)
    if n < 2 or not (np.isfinite(span) and span > 1e-290):
        return packed_ranks(weights @ z, tolerance)
    ranks = np.empty((draws, n), dtype=np.int32)
    ranker = Ranker(ranks, span * (1 + 1e-6), tolerance)
    away = (most + span * 1e-7 - z) * ranker.scale
    chunk = max(ranker.height, PRODUCT)
    held = np.empty((min(chunk, draws), n))
    for start in range(0, draws, chunk):
        rows = weights[start : start + chunk]
        distance = np.matmul(rows, away, out=held[: len(rows)])
        for begin in range(0, len(rows), ranker.height):
            ranker.rank(start + begin, distance[begin : begin + ranker.height])
    ranker.mend(lambda rows, units: np.einsum("km,mk->k", weights[rows], z[:, units]))
    return ranks


class Ranker:
    """Ranks blocks of rows of scores between whose best and worst lies `span`; `mend` ends the work."""

    def __init__(self, ranks: Ranks, span: float, tolerance: float) -> None:
        self.rows, self.n = ranks.shape
        self.ranks, self.span, self.tolerance = ranks, span, tolerance
        self.height = max(1, min(self.rows, BLOCK // self.n))
        self.bits = int(self.n - 1).bit_length()
        self.narrow = self.bits <= NARROW
        most = float((1 << (31 - self.bits)) - 1)
        self.scale = (most / span if span > 1e-290 else 0.0) if self.narrow else 1.0
        self.blur = self._blur(tolerance * self.scale * (1 + 1e-9))
        self._make_scratch(np.int32 if self.narrow else np.int64)
        self.waiting: list[_Close] = []

    def _make_scratch(self, kind: type[np.signedinteger[Any]]) -> None:
        shape = (self.height, self.n)
        self.keys: Keys = np.empty(shape if self.narrow else (0, self.n), dtype=kind)
        self.gaps: Keys = np.empty((self.height, self.n - 1), dtype=kind)
        self.close: BoolArray = np.empty(self.gaps.shape, dtype=np.bool_)
        self.flat: IntArray = np.empty(shape, dtype=np.int64)
        self.units = np.arange(self.n, dtype=kind)
        self.begins: IntArray = (np.arange(self.height) * self.n)[:, None]
        self.places: Ranks = np.empty(shape, dtype=np.int32)
        self.places[:] = np.arange(1, self.n + 1)

    def blocks(self) -> Iterator[slice]:
        """The rows, as many at a time as there is scratch for."""
        for start in range(0, self.rows, self.height):
            yield slice(start, min(start + self.height, self.rows))

    def rank(self, start: int, distance: FloatArray) -> None:
        """Rank the rows from `start` by their distances to the best score, times `scale`, none of them negative.

        The distances are used up.
        """
        rows = len(distance)
        keys = self._sort_narrow(distance) if self.narrow else self._sort_wide(distance)
        close, flat = self.close[:rows], self.flat[:rows]
        np.bitwise_and(keys, (1 << self.bits) - 1, out=keys)
        if rows > 1 or self.narrow:
            np.add(keys, self.begins[:rows], out=flat)
        else:
            flat = keys  # one wide row: its units are the places in it
        self.ranks[start : start + rows].reshape(-1)[flat.reshape(-1)] = self.places[:rows].reshape(-1)
        if close.any():
            row, place = np.divmod(np.flatnonzero(close), self.n - 1)
            upper, lower = keys[row, place].astype(np.int64), keys[row, place + 1].astype(np.int64)
            self.waiting.append(_Close(start + row, place, upper, lower))

    def mend(self, lookup: Lookup) -> None:
        """Rank anew the runs of close neighbours by their scores."""
        if not self.waiting:
            return
        close = _Close(*(np.concatenate([getattr(own, item.name) for own in self.waiting]) for item in fields(_Close)))
        _mend(close, lookup, self.tolerance, self.ranks)
        self.waiting = []

    def _blur(self, tolerance: float) -> float:
        """Keys further apart belong to scores that are certainly further apart than the tolerance."""
        if not self.narrow:
            return tolerance + self.span * 1.02 * 2.0 ** (self.bits - 52) + 2.0 ** (self.bits - 1073)
        steps = min(int(tolerance + 1e-6) + 2, 1 << (31 - self.bits))
        return (steps << self.bits) - 1

    def _sort_narrow(self, distance: FloatArray) -> Keys:
        rows = len(distance)
        keys = self.keys[:rows]
        np.copyto(keys, distance, casting="unsafe")
        keys <<= self.bits
        keys |= self.units
        keys.sort(axis=1)
        gaps = np.subtract(keys[:, 1:], keys[:, :-1], out=self.gaps[:rows])
        np.less_equal(gaps, self.blur, out=self.close[:rows])
        return keys

    def _sort_wide(self, distance: FloatArray) -> Keys:
        # the bits of floats that are not negative stand in the order of the floats, and floats sort quicker
        rows, keys = len(distance), distance.view(np.int64)
        keys &= ~((1 << self.bits) - 1)
        keys |= self.units
        distance.sort(axis=1)
        gaps = np.subtract(distance[:, 1:], distance[:, :-1], out=self.gaps.view(np.float64)[:rows])
        np.less_equal(gaps, self.blur, out=self.close[:rows])
        return keys


def _mend(close: _Close, lookup: Lookup, tolerance: float, ranks: Ranks) -> None:
    opens = np.ones(len(close.row), dtype=np.bool_)
    opens[1:] = (close.row[1:] != close.row[:-1]) | (close.place[1:] != close.place[:-1] + 1)
    ends = np.append(opens[1:], True)
    pair = np.repeat(np.arange(len(opens)), 1 + ends)  # the last pair of a run brings its lower unit too
    last = np.zeros(len(pair), dtype=np.bool_)
    last[1:] = pair[1:] == pair[:-1]
    rows, units = close.row[pair], np.where(last, close.lower[pair], close.upper[pair])
    run = (np.cumsum(opens) - 1)[pair]
    value = lookup(rows, units)
    order = np.lexsort((-value, run))
    places = _tied_with(value[order], np.bincount(run), tolerance)
    ranks[rows, units[order]] = close.place[np.flatnonzero(opens)][run] + places + 1


def _tied_with(value: FloatArray, lengths: IntArray, tolerance: float) -> IntArray:
    """For each member of the runs, in descending order, the place in its run of the first one it is tied with."""
    base = np.cumsum(lengths) - lengths
    out = np.zeros(len(value), dtype=np.int64)
    lead = np.zeros(len(base), dtype=np.int64)
    for step in range(1, int(lengths.max())):
        alive = np.flatnonzero(lengths > step)
        here = base[alive] + step
        apart = value[base[alive] + lead[alive]] - value[here] > tolerance
        lead[alive] = np.where(apart, step, lead[alive])
        out[here] = lead[alive]
    return out
