"""Many tables of one size through a compiled scheme at once, each with ends of its own: the bits of one by one."""

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.kernel import Kernel
from leitai.league.domain.normalising import MinMax
from leitai.league.domain.scoring import fill_nodes


def totals_of(kernel: Kernel, tables: FloatArray) -> FloatArray:
    """(k, n) totals of (k, n, m) tables, columns as compiled, NaN = missing. Only for a `lean` kernel."""
    (k, n, m), width = tables.shape, kernel.plan.width
    stack = np.empty((width + len(kernel.plan.nodes), k * n))
    turned = tables.reshape(k * n, m).T[kernel.columns] * kernel.signs
    for row, target in kernel.targets:
        turned[row] = -np.abs(turned[row] - target)
    least, span = _ends(turned.reshape(width, k, n))
    for rule in kernel.rules:
        if isinstance(rule.method, MinMax):
            stack[rule.rows] = rule.method.scale(turned[rule.rows], least[rule.rows], span[rule.rows])
        else:
            stack[rule.rows] = rule.method.apply(turned[rule.rows])
    gaps = bool(np.isnan(stack[:width]).any())
    if gaps:
        fill_nodes(kernel.plan, stack, gaps)
    else:
        for level in kernel.levels:
            level.fill(stack)
    total: FloatArray = stack[width].reshape(k, n)
    return total


def _ends(turned: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(m, k n) least figure and span of each indicator in the table that a unit stands in, from (m, k, n) figures."""
    least, most = np.fmin.reduce(turned, axis=2), np.fmax.reduce(turned, axis=2)
    n = turned.shape[2]
    return np.repeat(least, n, axis=1), np.repeat(most - least, n, axis=1)
