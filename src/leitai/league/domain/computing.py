"""From a panel to scores, ranks and contributions."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

import numpy as np

from leitai.league.domain.adjusting import Adjusted, Adjustment, adjust
from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.grading import grade
from leitai.league.domain.panels import Panel
from leitai.league.domain.results import Note, Result
from leitai.league.domain.schemes import Leaf, Node, Scheme
from leitai.league.domain.scoring import contribution_factors, leaf_weights
from leitai.league.domain.steps import steps_of
from leitai.league.domain.workings import Workings, rank_scores, work


def compute(scheme: Scheme, panel: Panel, adjustments: tuple[Adjustment, ...] = ()) -> Result:
    """Compute a scheme on a panel. Raises PanelError with every fault of the data.

    Adjustments change the total, in their order, before ranks and grades. Sums run in the order of the codes of units
    and indicators, so the order they are given in changes no bit.
    """
    workings = work(scheme, panel)
    adjusted = adjust(workings.units, workings.total, adjustments, scheme.most_bonus)
    return result_of(workings, adjusted)


def scheme_digest(scheme: Scheme) -> str:
    """SHA-256 of what the scheme says, whatever the order of its indicators."""
    canonical = replace(scheme, root=_in_order(scheme.root))
    named = {"kinds": repr(canonical), **asdict(canonical)}
    return sha256(json.dumps(named, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _in_order(node: Node) -> Node:
    children = tuple(_in_order(child) if isinstance(child, Node) else child for child in node.children)
    return replace(node, children=tuple(sorted(children, key=_code)))


def _code(item: Node | Leaf) -> str:
    return item.code


def result_of(workings: Workings, adjusted: Adjusted) -> Result:
    """What is told of the workings, in the panel's own order."""
    plan, panel, prepared = workings.plan, workings.panel, workings.prepared
    back = np.argsort(workings.rows)
    codes = tuple(leaf.code for leaf in plan.leaves)
    indicators = tuple(code for code in panel.indicators if code in codes)
    columns = np.array([codes.index(code) for code in indicators])
    grid = np.ix_(columns, back)
    scores, normalised = np.vstack([adjusted.scores, workings.scores[1:]]), workings.normalised
    factors = contribution_factors(plan, workings.stack)
    return Result(
        units=panel.units,
        indicators=indicators,
        nodes=tuple(node.code for node in plan.nodes),
        scores=scores[:, back].T,
        ranks=rank_scores(plan.scheme, scores)[:, back].T,
        normalised=normalised[grid].T,
        treated=prepared.values[grid].T,
        contributions=(normalised * factors)[grid].T,
        weights=leaf_weights(plan)[columns],
        imputed=prepared.imputed[grid].T,
        node_coverage=workings.coverage[:, back].T,
        group_node_ranks={
            name: ranks_within(plan.scheme, scores, prepared.labels[name])[:, back].T
            for name in plan.scheme.rank_within
        },
        notes=(*prepared.notes, *_unscored(panel, scores[0, back])),
        inputs=_inputs(plan.scheme, panel, adjusted),
        steps=steps_of(plan.scheme),
        taken=adjusted.steps,
        grades=None if plan.scheme.grades is None else grade(scores[0, back], plan.scheme.grades),
    )


def _inputs(scheme: Scheme, panel: Panel, adjusted: Adjusted) -> dict[str, str]:
    found = {"scheme": scheme_digest(scheme), "panel": panel.digest()}
    if adjusted.steps:
        made = repr([taken.adjustment for taken in adjusted.steps])
        found["adjustments"] = sha256(made.encode()).hexdigest()
    return found


def ranks_within(scheme: Scheme, scores: FloatArray, labels: IntArray) -> IntArray:
    """Ranks of (k, n) scores among the units of the same label."""
    ranks = np.zeros(scores.shape, dtype=np.int64)
    for label in np.unique(labels):
        own: BoolArray = labels == label
        ranks[:, own] = rank_scores(scheme, scores[:, own])
    return ranks


def _unscored(panel: Panel, total: FloatArray) -> list[Note]:
    without = [unit for unit, score in zip(panel.units, total, strict=True) if np.isnan(score)]
    return [Note("unscored", unit, "has too few figures for a score, and no rank") for unit in sorted(without)]
