"""Many tables of one size through a compiled scheme at once, each with ends of its own: the bits of one by one."""

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.kernel import Kernel
from leitai.league.domain.normalising import MinMax
from leitai.league.domain.scoring import fill_nodes


def totals_of(kernel: Kernel, tables: FloatArray, labels: IntArray | None = None) -> FloatArray:
    """(k, n) totals of (k, n, m) tables, columns as compiled, NaN = missing. Only for a `lean` kernel.

    With `labels` (n,) each group of units is brought on a scale of its own.
    """
    groups = np.zeros(tables.shape[1], dtype=np.int64) if labels is None else labels
    gaps: BoolArray = np.logical_or.reduce(np.isnan(tables[:, :, kernel.columns]), axis=(1, 2))
    totals = np.empty(tables.shape[:2])
    for some in (gaps, ~gaps):  # a mean over what is there is not the plain mean to the last bit
        if some.any():
            totals[some] = _totals(kernel, tables[some], groups, bool(gaps[some][0]))
    return totals


def _totals(kernel: Kernel, tables: FloatArray, groups: IntArray, gaps: bool) -> FloatArray:
    (k, n, m), width = tables.shape, kernel.plan.width
    stack = np.empty((width + len(kernel.plan.nodes), k * n))
    turned = tables.reshape(k * n, m).T[kernel.columns] * kernel.signs
    for row, target in kernel.targets:
        turned[row] = -np.abs(turned[row] - target)
    least, span = _ends(turned.reshape(width, k, n), groups)
    for rule in kernel.rules:
        if isinstance(rule.method, MinMax):
            stack[rule.rows] = rule.method.scale(turned[rule.rows], least[rule.rows], span[rule.rows])
        else:
            stack[rule.rows] = rule.method.apply(turned[rule.rows])
    if gaps:
        fill_nodes(kernel.plan, stack, gaps)
    else:
        for level in kernel.levels:
            level.fill(stack)
    total: FloatArray = stack[width].reshape(k, n)
    return total


def _ends(turned: FloatArray, groups: IntArray) -> tuple[FloatArray, FloatArray]:
    """(m, k n) least figure and span of each indicator in the group of a unit's table, from (m, k, n) figures."""
    least, span = np.empty_like(turned), np.empty_like(turned)
    for label in np.unique(groups):
        own = groups == label
        low, high = np.fmin.reduce(turned[:, :, own], axis=2), np.fmax.reduce(turned[:, :, own], axis=2)
        least[:, :, own], span[:, :, own] = low[:, :, None], (high - low)[:, :, None]
    return least.reshape(len(turned), -1), span.reshape(len(turned), -1)
