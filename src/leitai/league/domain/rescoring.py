"""What if one indicator had other figures: the column and the nodes above it anew, everything else as it was."""

from dataclasses import replace
from typing import cast

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.computing import compute
from leitai.league.domain.outranking import BenefitOfTheDoubt, Copeland
from leitai.league.domain.plans import Plan, Step
from leitai.league.domain.preparing import Prepared, impute_rows, normalise_rows, treat_rows, turn
from leitai.league.domain.scoring import carried_weights, combine_present
from leitai.league.domain.workings import Workings

ROOM = 2_000_000  # figures at a time


def rescore(workings: Workings, leaf: int, figures: FloatArray) -> FloatArray:
    """(k, n) totals when row `leaf` of the plan holds each of the (k, n) figures, denominated, in the units' order.

    The same operations as in `compute`, to the bit.
    """
    plan = workings.plan
    if any(step.weighting for step in plan.steps):
        return np.stack([_in_full(workings, leaf, own) for own in figures]) if len(figures) else figures.copy()
    height = max(1, ROOM // (figures.shape[1] * 12))
    parts = [_rescore(workings, leaf, figures[at : at + height]) for at in range(0, len(figures), height)]
    return np.concatenate(parts).reshape(figures.shape) if parts else figures.copy()


def _in_full(workings: Workings, leaf: int, own: FloatArray) -> FloatArray:
    """Where the data give the weights, one figure changes them all."""
    panel, code = workings.panel, workings.plan.leaves[leaf]
    values = panel.values.copy()
    column = values[:, panel.indicators.index(code.code)]
    below = panel.column(code.denominator)[workings.rows] if code.denominator else 1.0
    column[workings.rows] = own * below
    total: FloatArray = compute(workings.plan.scheme, panel.replace_values(values)).total[workings.rows]
    return total


def _rescore(workings: Workings, leaf: int, figures: FloatArray) -> FloatArray:
    value, row = _normalised(workings, leaf, figures), leaf
    others = np.delete(workings.normalised, leaf, axis=0)
    gaps = bool(np.isnan(value).any() or np.isnan(others).any())
    carried = np.where(np.isnan(value), 0.0, 1.0) if gaps else None
    for step in path_of(workings.plan, leaf):
        value, carried = _through(workings, step, row, value, carried)
        row = step.row
    return value


def _normalised(workings: Workings, leaf: int, figures: FloatArray) -> FloatArray:
    """(k, n) figures of one leaf through imputation, treatment, direction and normalisation."""
    plan = workings.plan
    alone = replace(plan, leaves=(plan.leaves[leaf],), steps=())
    rule = plan.leaves[leaf].treatment or plan.scheme.treatment
    if rule is None and plan.scheme.missing.imputation is None and plan.scheme.normalise_within is None:
        many = replace(alone, leaves=alone.leaves * len(figures))
        return normalise_rows(many, _bare(workings, turn(many, figures)))
    return np.concatenate([_one_by_one(workings, alone, own[None, :]) for own in figures])


def _one_by_one(workings: Workings, alone: Plan, own: FloatArray) -> FloatArray:
    values = own.copy()
    impute_rows(alone, workings.panel, workings.rows, values, workings.prepared.labels)
    treat_rows(alone, values)
    return normalise_rows(alone, _bare(workings, turn(alone, values)))


def _bare(workings: Workings, turned: FloatArray) -> Prepared:
    return replace(workings.prepared, turned=turned)


def _through(
    workings: Workings, step: Step, row: int, value: FloatArray, carried: FloatArray | None
) -> tuple[FloatArray, FloatArray | None]:
    """One node with the child `row` changed: its scores, and the weight that carries them where there are gaps."""
    children = np.arange(len(workings.stack))[step.children]
    at = int(np.flatnonzero(children == row)[0])
    z = _with_row(workings.stack[children], at, value)
    own = None if carried is None else _with_row(carried_weights(workings.plan, workings.stack)[children], at, carried)
    if not isinstance(step.aggregation, Copeland | BenefitOfTheDoubt):
        return _combine(workings.plan, step, z, own)  # looks at one unit alone: all k tables side by side
    n = workings.stack.shape[1]
    parts = [slice(start, start + n) for start in range(0, z.shape[1], n)]
    found = [_combine(workings.plan, step, z[:, part], None if own is None else own[:, part]) for part in parts]
    weights = None if own is None else np.concatenate([cast(FloatArray, weight) for _, weight in found])
    return np.concatenate([score for score, _ in found]), weights


def _with_row(rows: FloatArray, at: int, value: FloatArray) -> FloatArray:
    """(c, n) rows beside each other as often as there are (k, n) values, with row `at` replaced: (c, k n)."""
    wide = np.tile(rows, (1, value.size // rows.shape[1]))
    wide[at] = value.reshape(-1)
    return wide


def _combine(plan: Plan, step: Step, z: FloatArray, carried: FloatArray | None) -> tuple[FloatArray, FloatArray | None]:
    if carried is None:
        return step.aggregation.combine(z, step.weights), None
    return combine_present(step, z, carried, plan.scheme.missing.coverage)


def path_of(plan: Plan, leaf: int) -> tuple[Step, ...]:
    """The steps from a leaf's parent up to the root."""
    found, row = [], leaf
    for step in plan.steps:  # children come before their parents
        if row in np.arange(plan.width + len(plan.nodes))[step.children]:
            found.append(step)
            row = step.row
    return tuple(found)
