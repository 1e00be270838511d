"""Everything on the way from a panel to its scores, kept for whoever asks why or what if."""

from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.packed import packed_ranks
from leitai.league.domain.panels import Panel, ordering
from leitai.league.domain.plans import Plan, plan_of
from leitai.league.domain.preparing import Prepared, normalise_rows, prepare
from leitai.league.domain.ranking import rank_rows
from leitai.league.domain.schemes import Scheme
from leitai.league.domain.scoring import score_rows, weigh_by_data


@dataclass(frozen=True, slots=True, eq=False)
class Workings:
    """Arrays are (rows, n) in the order of the plan and of the unit codes; `rows[k]` is the panel's row of unit k.

    `stack` (m + nodes, n) holds normalised leaves and then the nodes, root first; `coverage` (nodes, n).
    """

    plan: Plan
    panel: Panel
    rows: IntArray
    prepared: Prepared
    stack: FloatArray
    coverage: FloatArray

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units, in order."""
        return tuple(self.panel.units[row] for row in self.rows)

    @property
    def normalised(self) -> FloatArray:
        """(m, n)."""
        return self.stack[: self.plan.width]

    @property
    def scores(self) -> FloatArray:
        """(nodes, n), root first."""
        return self.stack[self.plan.width :]

    @property
    def total(self) -> FloatArray:
        """(n,) scores of the root."""
        found: FloatArray = self.stack[self.plan.width]
        return found


def work(scheme: Scheme, panel: Panel) -> Workings:
    """Take a panel through the whole scheme. Raises PanelError with every fault of the data."""
    plan = plan_of(scheme)
    check_panel(plan, panel)
    rows = ordering(panel.units)
    prepared = prepare(plan, panel, rows)
    normalised = normalise_rows(plan, prepared)
    check_positive(plan, normalised)
    plan = weigh_by_data(plan, normalised, prepared.present)
    stack, coverage = score_rows(plan, normalised, prepared.present)
    return Workings(plan, panel, rows, prepared, stack, coverage)


def rank_scores(scheme: Scheme, scores: FloatArray) -> IntArray:
    """(k, n) ranks of (k, n) scores under the scheme's rule for ties."""
    convention = "min" if scheme.ties.convention == "average" else scheme.ties.convention
    if convention == "min":
        return packed_ranks(scores, scheme.ties.tolerance).astype(np.int64)
    return rank_rows(scores, scheme.ties.tolerance, convention).astype(np.int64)


def check_panel(plan: Plan, panel: Panel) -> None:
    """Raise PanelError where the panel lacks an indicator, a denominator or a grouping that the scheme names."""
    scheme = plan.scheme
    groupings = {*scheme.rank_within, *filter(None, [scheme.normalise_within])}
    group = getattr(scheme.missing.imputation, "group", "")
    lacking = [
        Fault(code, "is not in the panel", "add its column") for code in scheme.columns if code not in panel.indicators
    ]
    lacking += [
        Fault(f"groups.{name}", "is not in the panel", "give each unit its group")
        for name in sorted(groupings | ({group} - {""}))
        if name not in panel.groups
    ]
    if lacking:
        raise PanelError(tuple(lacking))


def check_positive(plan: Plan, normalised: FloatArray) -> None:
    """Raise PanelError where a mean that needs values above zero meets others."""
    low = np.fmin.reduce(normalised, axis=1)
    faults = []
    for step in plan.steps:
        children = np.arange(len(low) + len(plan.nodes))[step.children]
        bad = [plan.leaves[row].code for row in children if row < len(low) and low[row] <= 0]
        if step.aggregation.positive and bad:
            what = f"holds values of {', '.join(bad)} that are not positive, which its mean cannot take"
            faults.append(Fault(step.code, what, "normalise them to a scale above zero, such as low = 1"))
    if faults:
        raise PanelError(tuple(faults))
