"""From a panel to scores, ranks and contributions."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.panels import Panel
from leitai.league.domain.results import Note, Result
from leitai.league.domain.schemes import Leaf, Node, Scheme
from leitai.league.domain.scoring import contribution_factors, leaf_weights
from leitai.league.domain.workings import Workings, rank_scores, work


def compute(scheme: Scheme, panel: Panel) -> Result:
    """Compute a scheme on a panel. Raises PanelError with every fault of the data.

    Sums run in the order of the codes of units and indicators, so the order they are given in changes no bit.
    """
    return result_of(work(scheme, panel))


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


def result_of(workings: Workings) -> Result:
    """What is told of the workings, in the panel's own order."""
    plan, panel, prepared = workings.plan, workings.panel, workings.prepared
    back = np.argsort(workings.rows)
    codes = tuple(leaf.code for leaf in plan.leaves)
    indicators = tuple(code for code in panel.indicators if code in codes)
    columns = np.array([codes.index(code) for code in indicators])
    grid = np.ix_(columns, back)
    scores, normalised = workings.scores, workings.normalised
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
        inputs={"scheme": scheme_digest(plan.scheme), "panel": panel.digest()},
    )


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
