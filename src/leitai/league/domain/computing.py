"""From a panel to scores, ranks and contributions."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.packed import packed_ranks
from leitai.league.domain.panels import Panel, ordering
from leitai.league.domain.plans import Plan, plan_of
from leitai.league.domain.preparing import Prepared, normalise_rows, prepare
from leitai.league.domain.ranking import rank_rows
from leitai.league.domain.results import Note, Result
from leitai.league.domain.schemes import Leaf, Node, Scheme
from leitai.league.domain.scoring import contribution_factors, leaf_weights, score_rows, weigh_by_data


def compute(scheme: Scheme, panel: Panel) -> Result:
    """Compute a scheme on a panel. Raises PanelError with every fault of the data.

    Sums run in the order of the codes of units and indicators, so the order they are given in changes no bit.
    """
    plan = plan_of(scheme)
    check_panel(plan, panel)
    rows = ordering(panel.units)
    prepared = prepare(plan, panel, rows)
    normalised = normalise_rows(plan, prepared)
    _check_positive(plan, normalised)
    plan = weigh_by_data(plan, normalised, prepared.present)
    stack, coverage = score_rows(plan, normalised, prepared.present)
    factors = contribution_factors(plan, stack)
    return _result(plan, panel, rows, prepared, stack, coverage, factors)


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


def _check_positive(plan: Plan, normalised: FloatArray) -> None:
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


def _result(  # noqa: PLR0917 - the parts of one result, put together once
    plan: Plan,
    panel: Panel,
    rows: IntArray,
    prepared: Prepared,
    stack: FloatArray,
    coverage: FloatArray,
    factors: FloatArray,
) -> Result:
    back = np.argsort(rows)
    width = plan.width
    codes = tuple(leaf.code for leaf in plan.leaves)
    indicators = tuple(code for code in panel.indicators if code in codes)
    columns = np.array([codes.index(code) for code in indicators])
    grid = np.ix_(columns, back)
    scores = stack[width:]
    return Result(
        units=panel.units,
        indicators=indicators,
        nodes=tuple(node.code for node in plan.nodes),
        scores=scores[:, back].T,
        ranks=rank_scores(plan.scheme, scores)[:, back].T,
        normalised=stack[:width][grid].T,
        treated=prepared.values[grid].T,
        contributions=(stack[:width] * factors)[grid].T,
        weights=leaf_weights(plan)[columns],
        imputed=prepared.imputed[grid].T,
        node_coverage=coverage[:, back].T,
        group_node_ranks={
            name: ranks_within(plan.scheme, scores, prepared.labels[name])[:, back].T
            for name in plan.scheme.rank_within
        },
        notes=(*prepared.notes, *_unscored(panel, scores[0, back])),
        inputs={"scheme": scheme_digest(plan.scheme), "panel": panel.digest()},
    )


def rank_scores(scheme: Scheme, scores: FloatArray) -> IntArray:
    """(k, n) ranks of (k, n) scores under the scheme's rule for ties."""
    convention = "min" if scheme.ties.convention == "average" else scheme.ties.convention
    if convention == "min":
        return packed_ranks(scores, scheme.ties.tolerance).astype(np.int64)
    return rank_rows(scores, scheme.ties.tolerance, convention).astype(np.int64)


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
