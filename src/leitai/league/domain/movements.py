"""Why a rank or a score changed since the last edition, in parts that add up to the change exactly.

The way goes from the table as it was published: first the earlier figures are revised, then the method changes, then
the figures of the new period come in. The last step is shared between the unit's own figures and everybody else's: the
mean of both orders, own first and others first. Units that were not in both tables have no parts; that they came or
went counts among the others' figures.
"""

from dataclasses import dataclass, replace

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.kernel import Kernel, compiled
from leitai.league.domain.panels import Panel
from leitai.league.domain.schemes import Scheme
from leitai.league.domain.side_by_side import totals_of
from leitai.league.domain.workings import rank_scores, work

ROOM = 150_000  # figures at a time, so that they stay in the cache


@dataclass(frozen=True, slots=True)
class Edition:
    """What one table was made from."""

    scheme: Scheme
    panel: Panel


@dataclass(frozen=True, slots=True, eq=False)
class Movements:
    """For the units (k,) that are in both tables; `rank` parts count places, so less is better.

    Every part is (k, 2): score and rank. `change` = `revision` + `method` + `others` + `own`. NaN where a unit has no
    score somewhere on the way.
    """

    units: tuple[str, ...]
    change: FloatArray
    revision: FloatArray
    method: FloatArray
    others: FloatArray
    own: FloatArray

    def of(self, unit: str) -> dict[str, tuple[float, float]]:
        """(score, rank) by part, for one unit."""
        row = self.units.index(unit)
        names = ("change", "revision", "method", "others", "own")
        return {name: (float(getattr(self, name)[row, 0]), float(getattr(self, name)[row, 1])) for name in names}


def movements(before: Edition, after: Edition, revised: Panel | None = None) -> Movements:
    """Split the change from one edition to the next; `revised` holds the earlier figures as they are known now.

    Raises PanelError where a panel lacks a column that both schemes need.
    """
    earlier = _columns_for(after.scheme, revised or before.panel)
    then = set(before.panel.units) & set(earlier.units)
    units = tuple(unit for unit in after.panel.units if unit in then)
    published = _standing(before.scheme, before.panel, units)
    corrected = _standing(before.scheme, revised or before.panel, units)
    recast = _standing(after.scheme, earlier, units)
    now = _standing(after.scheme, after.panel, units)
    own_first = _each_alone(after.scheme, earlier, after.panel, units)
    own_last = _each_alone(after.scheme, after.panel, earlier, units)
    own = ((own_first - recast) + (now - own_last)) / 2
    return Movements(
        units,
        change=now - published,
        revision=corrected - published,
        method=recast - corrected,
        others=(now - recast) - own,
        own=own,
    )


def _standing(scheme: Scheme, panel: Panel, units: tuple[str, ...]) -> FloatArray:
    """(k, 2) scores and ranks of the units."""
    workings = work(scheme, panel)
    ranks = rank_scores(scheme, workings.total[None, :])[0]
    place = {unit: at for at, unit in enumerate(workings.units)}
    rows = [place[unit] for unit in units]
    return np.stack([workings.total[rows], np.where(ranks[rows] > 0, ranks[rows], np.nan)], axis=1)


def _each_alone(scheme: Scheme, panel: Panel, other: Panel, units: tuple[str, ...]) -> FloatArray:
    """(k, 2) where each unit stands in a panel when it alone has the figures that another panel has of it."""
    kernel = _kernel(scheme, panel)
    shared = [code for code in panel.indicators if code in other.indicators]
    here, there = ({unit: at for at, unit in enumerate(one.units)} for one in (panel, other))
    rows = np.array([here[unit] for unit in units], dtype=np.int64)
    taken = np.array([there[unit] for unit in units], dtype=np.int64)
    into, given = (np.array([one.indicators.index(code) for code in shared]) for one in (panel, other))
    own = panel.values[rows]
    own[:, into] = other.values[taken[:, None], given]
    if kernel is None:
        found = [_in_full(scheme, panel, row, figures) for row, figures in zip(rows, own, strict=True)]
        return np.array(found).reshape(len(units), 2)
    within = scheme.normalise_within
    labels = np.unique(np.array(panel.groups[within]), return_inverse=True)[1] if within else None
    height = max(1, ROOM // max(1, panel.values.size))
    parts = [slice(at, at + height) for at in range(0, len(units), height)]
    return np.concatenate([np.empty((0, 2)), *(_stand(kernel, panel, labels, rows[part], own[part]) for part in parts)])


def _kernel(scheme: Scheme, panel: Panel) -> Kernel | None:
    """The scheme compiled but for its groups, where a total is the unit's own figures on a scale; else None."""
    alone = replace(scheme, rank_within=(), normalise_within=None)
    if scheme.missing.imputation is not None:
        return None
    kernel = compiled(alone, panel.indicators)
    return kernel if kernel.lean else None


def _stand(kernel: Kernel, panel: Panel, labels: IntArray | None, rows: IntArray, own: FloatArray) -> FloatArray:
    """(k, 2) scores and ranks, each unit in a table of its own: the same bits as one after the other in full."""
    tables = np.repeat(panel.values[None], len(rows), axis=0)
    places = np.arange(len(rows))
    tables[places, rows] = own
    totals = totals_of(kernel, tables, labels)
    ranks = rank_scores(kernel.plan.scheme, totals)[places, rows]
    return np.stack([totals[places, rows], np.where(ranks > 0, ranks, np.nan)], axis=1)


def _in_full(scheme: Scheme, panel: Panel, row: int, own: FloatArray) -> FloatArray:
    values = panel.values.copy()
    values[row] = own
    standing: FloatArray = _standing(scheme, panel.replace_values(values), (panel.units[row],))[0]
    return standing


def _columns_for(scheme: Scheme, panel: Panel) -> Panel:
    """The panel with what the scheme needs; a column that is new since then has no earlier figures and is refused."""
    lacking = [code for code in scheme.columns if code not in panel.indicators]
    if lacking:
        mend = "give its earlier figures, so that the change of method can be told from the change of figures"
        raise PanelError(
            tuple(Fault(code, "is in the new scheme but not in the earlier panel", mend) for code in lacking)
        )
    return panel
