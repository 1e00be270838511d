"""Up the tree from leaves to the total, and down again to see what each leaf gave."""

from dataclasses import replace

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray
from leitai.league.domain.plans import Plan, Step
from leitai.league.domain.weighting import DATA_WEIGHTS


def score_rows(plan: Plan, normalised: FloatArray, present: BoolArray) -> tuple[FloatArray, FloatArray]:
    """(m + nodes, n) leaves and nodes, and (nodes, n) coverage: the share of weight for which there are figures.

    A node whose children with a value carry less weight than the scheme's coverage has no score (NaN).
    """
    return stack_of(plan, normalised), _coverage(plan, present)


def stack_of(plan: Plan, normalised: FloatArray) -> FloatArray:
    """(m + nodes, n) leaves and the nodes that they add up to."""
    width, n = normalised.shape
    stack = np.empty((width + len(plan.nodes), n))
    stack[:width] = normalised
    fill_nodes(plan, stack, gaps=bool(np.isnan(normalised).any()))
    return stack


def fill_nodes(plan: Plan, stack: FloatArray, gaps: bool) -> None:
    """Fill the nodes of (m + nodes, n) from the leaves; `gaps` = some leaf is missing."""
    if gaps:
        _score_with_gaps(plan, stack)
        return
    for step in plan.steps:
        stack[step.row] = step.aggregation.combine(stack[step.children], step.weights)


def _score_with_gaps(plan: Plan, stack: FloatArray) -> None:
    least = plan.scheme.missing.coverage
    carried = np.empty_like(stack)
    carried[: plan.width] = ~np.isnan(stack[: plan.width])
    for step in plan.steps:
        stack[step.row], carried[step.row] = combine_present(step, stack[step.children], carried[step.children], least)


def combine_present(step: Step, z: FloatArray, carried: FloatArray, least: float) -> tuple[FloatArray, FloatArray]:
    """(n,) scores of a node from the children that are there, and the share of its weight that figures carry.

    `carried` (k, n) is that share for the children; below `least` of it there is no score.
    """
    w, there = _shared_out(step, z)
    score = step.aggregation.combine(np.where(there, z, 1.0), w)
    own: FloatArray = np.add.reduce(step.weights * carried, axis=0)
    enough = (own >= least - 1e-12) & there.any(axis=0)
    return np.where(enough, score, np.nan), own


def carried_weights(plan: Plan, stack: FloatArray) -> FloatArray:
    """(m + nodes, n) share of the weight of each row that normalised figures carry."""
    carried = np.empty_like(stack)
    carried[: plan.width] = ~np.isnan(stack[: plan.width])
    for step in plan.steps:
        carried[step.row] = np.add.reduce(step.weights * carried[step.children], axis=0)
    return carried


def weigh_by_data(plan: Plan, normalised: FloatArray, present: BoolArray) -> Plan:
    """The plan with the weights that its data give where a node says so; children are weighed before their parents."""
    steps = list(plan.steps)
    for place, step in enumerate(steps):
        if step.weighting:
            so_far = replace(plan, steps=tuple(steps))
            z = score_rows(so_far, normalised, present)[0][step.children]
            steps[place] = replace(step, weights=DATA_WEIGHTS[step.weighting](z, step.weights[:, 0])[:, None])
    return replace(plan, steps=tuple(steps))


def leaf_weights(plan: Plan) -> FloatArray:
    """(m,) products of weights from the root down; they add up to 1."""
    share = np.ones(plan.width + len(plan.nodes))
    for step in reversed(plan.steps):
        share[step.children] = share[step.row] * step.weights[:, 0]
    return share[: plan.width]


def present_weights(step: Step, stack: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Children's values (k, n), their weights shared out over those that are there, and which are there."""
    z = stack[step.children]
    return z, *_shared_out(step, z)


def _shared_out(step: Step, z: FloatArray) -> tuple[FloatArray, BoolArray]:
    there = ~np.isnan(z)
    w = step.weights * there
    whole = w.sum(axis=0)
    return w / np.where(whole == 0, 1.0, whole), there


def _coverage(plan: Plan, present: BoolArray) -> FloatArray:
    share = np.ones((plan.width + len(plan.nodes), present.shape[1]))
    if not present.all():
        share[: plan.width] = present
        for step in plan.steps:
            share[step.row] = np.add.reduce(step.weights * share[step.children], axis=0)
    return share[plan.width :]


def contribution_factors(plan: Plan, stack: FloatArray) -> FloatArray:
    """(m, n): factor × normalised value is what a leaf gives to the total; missing values give nothing."""
    factors = np.ones(stack.shape)
    for step in reversed(plan.steps):
        z, w, there = present_weights(step, stack)
        own = step.aggregation.factors(np.where(there, z, 1.0), w, stack[step.row])
        factors[step.children] = factors[step.row] * own
    return factors[: plan.width]
