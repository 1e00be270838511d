"""The fast rank kernel: sort keys that carry score and place in one number, then mend exactly what packing blurred.

A key is the score's bits with the lowest ones replaced by the unit's place, so one plain sort does for an argsort.
Two scores are blurred only where they agree in all bits that were kept; such neighbours, and those within the
tolerance of a tie, are looked up in the scores themselves. The result is that of `ranking.rank_rows`, always.
"""

import numpy as np
from numpy.typing import NDArray

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.ranking import plain_ranks

BLOCK = 1 << 15  # scores at a time: keys and scratch stay in the second-level cache


def packed_ranks(scores: FloatArray, tolerance: float = 0.0) -> NDArray[np.int32]:
    """(rows, n) ranks, 1 = greatest, ties at the least of their places, 0 = NaN; C-ordered float64 scores."""
    rows, n = scores.shape
    ranks = np.empty((rows, n), dtype=np.int32)
    height = max(1, BLOCK // max(n, 1))
    for start in range(0, rows, height):
        _rank_block(scores[start : start + height], tolerance, ranks[start : start + height])
    return ranks


def _rank_block(scores: FloatArray, tolerance: float, ranks: NDArray[np.int32]) -> None:
    rows, n = scores.shape
    least, most = float(scores.min()), float(scores.max())
    if not (least >= 0.0 and most < np.inf) or n < 2:
        if n < 2 or np.isnan(most) or most == np.inf or least == -np.inf:
            ranks[:] = plain_ranks(scores, tolerance)
            return
        _rank_block(np.maximum(scores - least, 0.0), tolerance, ranks) if _shifts_exactly(scores, least) else (
            ranks.__setitem__(slice(None), plain_ranks(scores, tolerance))
        )
        return
    bits = int(n - 1).bit_length()
    mask = np.int64((1 << bits) - 1)
    keys = scores.view(np.int64) & ~mask
    keys |= np.arange(n)
    keys.sort(axis=1)
    units = keys & mask
    blur = tolerance + 2 * np.spacing(most) * (1 << bits)
    gaps = np.subtract(keys.view(np.float64)[:, 1:], keys.view(np.float64)[:, :-1])
    units += np.arange(rows)[:, None] * n
    flat = ranks.reshape(-1)
    flat[units] = np.arange(n, 0, -1, dtype=np.int32)
    if gaps.min() <= blur:
        _mend(scores, tolerance, ranks, units, gaps <= blur)
