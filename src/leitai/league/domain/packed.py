"""The fast rank kernel: sort keys that carry score and place in one number, then mend exactly what packing blurred.

A plain sort of numbers is several times faster than an argsort. A key is the distance to the best score, cut short,
with the unit's place in the bits that were freed: 32 bits wide where few units leave room enough, 64 otherwise. Cutting
can only blur scores that lie very near each other; such neighbours, and those within the tolerance of a tie, are looked
up in the scores themselves. The result is that of `ranking.rank_rows` with the convention `min`, always.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.ranking import rank_rows

BLOCK = 1 << 15  # scores at a time: keys and scratch stay in the second-level cache
GEMM = 32  # rows of weights at a time, enough for the matrix product to be quick
NARROW = 9  # places of up to so many bits leave a 32-bit key at least 22 for the score

Ranks: TypeAlias = NDArray[np.int32]
Keys: TypeAlias = NDArray[Any]  # int32 where they are narrow, else int64


@dataclass(frozen=True, slots=True, eq=False)
class _Blurred:
    """Rows with neighbours that are `close` (rows, n − 1), their `units` best first by key, their `values`."""

    rows: IntArray
    units: Keys
    values: FloatArray
    close: BoolArray


def packed_ranks(scores: FloatArray, tolerance: float = 0.0) -> Ranks:
    """(rows, n) ranks of each row, 1 = greatest, ties at the least of their places, 0 = NaN."""
    ranks = np.empty(scores.shape, dtype=np.int32)
    most, least = (float(scores.max()), float(scores.min())) if scores.size else (0.0, 0.0)
    if scores.shape[1] < 2 or not np.isfinite(most - least):
        ranks[:] = rank_rows(scores, tolerance)
        return ranks
    ranker = Ranker(ranks, most - least, tolerance)
    for block in ranker.blocks():
        distance = np.subtract(most, scores[block], out=ranker.distance[: block.stop - block.start])
        if ranker.scale != 1.0:
            distance *= ranker.scale
        ranker.rank(block, distance, scores[block])
    ranker.mend(in_scores=True)
    return ranks


def weighted_ranks(z: FloatArray, weights: FloatArray, tolerance: float = 0.0) -> Ranks:
    """(draws, n) ranks of the weighted means of (m, n) values under (draws, m) weights that add up to 1 in each row.

    Scores never leave the cache: they are made some rows at a time as scaled distances to the best that is possible.
    """
    (draws, _), (_, n) = weights.shape, z.shape
    most, span = (float(z.max()), float(z.max() - z.min())) if z.size else (0.0, 0.0)
    if n < 2 or not (np.isfinite(span) and span > 1e-290):
        return packed_ranks(weights @ z, tolerance)
    ranks = np.empty((draws, n), dtype=np.int32)
    ranker = Ranker(ranks, span * (1 + 1e-6), tolerance)
    away = (most + span * 1e-7 - z) * ranker.scale
    held, chunk = np.empty((max(ranker.height, GEMM), n)), max(ranker.height, GEMM)
    for start in range(0, draws, chunk):
        rows = weights[start : start + chunk]
        distance = np.matmul(rows, away, out=held[: len(rows)])
        for begin in range(0, len(rows), ranker.height):
            part = distance[begin : begin + ranker.height]
            ranker.rank(slice(start + begin, start + begin + len(part)), part, None)
    ranker.mend(in_scores=False)
    return ranks


class Ranker:
    """Ranks blocks of rows of scores between whose best and worst lies `span`; `mend` ends the work."""

    def __init__(self, ranks: Ranks, span: float, tolerance: float) -> None:
        rows, n = ranks.shape
        self.ranks, self.rows, self.n = ranks, rows, n
        self.height = max(1, min(rows, BLOCK // n))
        self.bits = int(n - 1).bit_length()
        self.narrow = self.bits <= NARROW
        most = float((1 << (31 - self.bits)) - 1)
        self.scale = (most / span if span > 1e-290 else 0.0) if self.narrow else 1.0
        self.span, self.tolerance = span, tolerance
        kind = np.int32 if self.narrow else np.int64
        self.distance: FloatArray = np.empty((self.height, n))
        self.keys: Keys = np.empty((self.height, n), dtype=kind)
        self.gaps: Keys = np.empty((self.height, n - 1), dtype=kind)
        self.close: BoolArray = np.empty((self.height, n - 1), dtype=np.bool_)
        self.flat: IntArray = np.empty((self.height, n), dtype=np.int64)
        self.units = np.arange(n, dtype=kind)
        self.begins: IntArray = (np.arange(self.height) * n)[:, None]
        self.places: Ranks = np.tile(np.arange(1, n + 1, dtype=np.int32), self.height)
        self.blur = self._blur(tolerance * self.scale * (1 + 1e-9))
        self.waiting: list[_Blurred] = []
        self.size = 0

    def blocks(self) -> Iterator[slice]:
        """The rows, as many at a time as there is scratch for."""
        for start in range(0, self.rows, self.height):
            yield slice(start, min(start + self.height, self.rows))

    def rank(self, block: slice, distance: FloatArray, scores: FloatArray | None) -> None:
        """Rank a block by its distances to the best score, times `scale`, none of them negative.

        Near neighbours are looked up in `scores`, in the distances where these are not at hand.
        """
        rows = len(distance)
        keys, flat = self.keys[:rows], self.flat[:rows]
        close = self._sort_narrow(distance, keys) if self.narrow else self._sort_wide(distance, keys)
        np.bitwise_and(keys, (1 << self.bits) - 1, out=keys)
        if self.height > 1 or self.narrow:
            np.add(keys, self.begins[:rows], out=flat)
        else:
            flat = keys  # one wide row: its units are the places in it
        self.ranks[block].reshape(-1)[flat.reshape(-1)] = self.places[: rows * self.n]
        if close.any():
            at = np.flatnonzero(close.any(axis=1))
            values = scores[at] if scores is not None else -distance[at]
            self.waiting.append(_Blurred(block.start + at, keys[at], values, close[at]))
            self.size += len(at) * self.n
            if self.size > 4 * BLOCK:
                self.mend(in_scores=scores is not None)

    def mend(self, in_scores: bool) -> None:
        """Rank anew what was blurred."""
        if self.waiting:
            parts = [np.concatenate([getattr(own, item.name) for own in self.waiting]) for item in fields(_Blurred)]
            _mend(_Blurred(*parts), self.tolerance if in_scores else self.tolerance * self.scale, self.ranks)
        self.waiting, self.size = [], 0

    def _blur(self, tolerance: float) -> float:
        """Keys further apart belong to scores that are certainly further apart than the tolerance."""
        if not self.narrow:
            return tolerance + self.span * 1.02 * 2.0 ** (self.bits - 52) + 2.0 ** (self.bits - 1073)
        steps = min(int(tolerance + 1e-6) + 2, 1 << (31 - self.bits))
        return (steps << self.bits) - 1

    def _sort_narrow(self, distance: FloatArray, keys: Keys) -> BoolArray:
        np.copyto(keys, distance, casting="unsafe")
        keys <<= self.bits
        keys |= self.units
        keys.sort(axis=1)
        gaps = np.subtract(keys[:, 1:], keys[:, :-1], out=self.gaps[: len(keys)])
        return np.less_equal(gaps, self.blur, out=self.close[: len(keys)])

    def _sort_wide(self, distance: FloatArray, keys: Keys) -> BoolArray:
        # the bits of floats that are not negative stand in the order of the floats
        np.bitwise_and(distance.view(np.int64), ~((1 << self.bits) - 1), out=keys)
        keys |= self.units
        cut = keys.view(np.float64)
        cut.sort(axis=1)  # quicker than as whole numbers, and the same order
        gaps = np.subtract(cut[:, 1:], cut[:, :-1], out=self.gaps.view(np.float64)[: len(keys)])
        return np.less_equal(gaps, self.blur, out=self.close[: len(keys)])


def _mend(blurred: _Blurred, tolerance: float, ranks: Ranks) -> None:
    """Rank anew the runs of close neighbours."""
    row, place = np.nonzero(blurred.close)
    opens = np.ones(len(row), dtype=np.bool_)
    opens[1:] = (row[1:] != row[:-1]) | (place[1:] != place[:-1] + 1)
    first = np.flatnonzero(opens)
    lengths = np.diff(np.append(first, len(row))) + 1
    base = np.cumsum(lengths) - lengths
    run = np.repeat(np.arange(len(first)), lengths)
    rows, begins = row[first][run], place[first][run]
    unit = blurred.units[rows, begins + np.arange(len(run)) - base[run]]
    value = blurred.values[rows, unit]
    order = np.lexsort((-value, run))
    ranks[blurred.rows[rows], unit[order]] = begins + _tied_with(value[order], base, lengths, tolerance) + 1


def _tied_with(value: FloatArray, base: IntArray, lengths: IntArray, tolerance: float) -> IntArray:
    """For each member of the runs, in descending order, the place in its run of the first one it is tied with."""
    out = np.zeros(len(value), dtype=np.int64)
    lead = np.zeros(len(base), dtype=np.int64)
    for step in range(1, int(lengths.max())):
        alive = np.flatnonzero(lengths > step)
        here = base[alive] + step
        apart = value[base[alive] + lead[alive]] - value[here] > tolerance
        lead[alive] = np.where(apart, step, lead[alive])
        out[here] = lead[alive]
    return out
