"""Everything before aggregation: denominate, turn, impute, treat, normalise."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.normalising import Normalisation, extent
from leitai.league.domain.panels import Panel
from leitai.league.domain.plans import Plan
from leitai.league.domain.results import Note
from leitai.league.domain.schemes import Absent, Direction, Leaf


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Arrays (m, n) in the order of the plan and of the unit codes.

    `raw` are denominated, NaN = missing; `values` also imputed and treated, in the indicator's own sense; `turned` the
    same with more = better.
    """

    raw: FloatArray
    values: FloatArray
    turned: FloatArray
    present: BoolArray
    imputed: BoolArray
    labels: Mapping[str, IntArray]
    notes: tuple[Note, ...]


def prepare(plan: Plan, panel: Panel, rows: IntArray) -> Prepared:
    """Denominate, impute and treat; `rows` put the units in the order of their codes."""
    labels = {name: np.unique(np.array(given)[rows], return_inverse=True)[1] for name, given in panel.groups.items()}
    values = raw_rows(plan, panel, rows)
    raw, present = values.copy(), ~np.isnan(values)
    imputed = impute_rows(plan, panel, rows, values, labels)
    treat_rows(plan, values)
    turned = turn(plan, values)
    notes = _notes(plan, turned, imputed)
    return Prepared(raw, values, turned, present, imputed, labels, notes)


def raw_rows(plan: Plan, panel: Panel, rows: IntArray) -> FloatArray:
    """(m, n) figures, divided by their denominators; division by zero leaves the figure missing."""
    places = {code: place for place, code in enumerate(panel.indicators)}
    columns = np.array([places[leaf.code] for leaf in plan.leaves])
    values: FloatArray = np.ascontiguousarray(panel.values.T[np.ix_(columns, rows)], dtype=np.float64)
    for row, leaf in enumerate(plan.leaves):
        if leaf.denominator:
            below = panel.values[rows, places[leaf.denominator]]
            values[row] /= np.where(below == 0, np.nan, below)
    return values


def turn(plan: Plan, values: FloatArray) -> FloatArray:
    """The values with more = better: lower is turned by its sign, a target by the distance to it."""
    signs = np.array([[-1.0 if leaf.direction is Direction.LOWER else 1.0] for leaf in plan.leaves])
    turned: FloatArray = values * signs
    for row, leaf in enumerate(plan.leaves):
        if leaf.direction is Direction.TARGET and leaf.target is not None:
            turned[row] = -np.abs(values[row] - leaf.target)
    return turned


def normalise_rows(plan: Plan, prepared: Prepared) -> FloatArray:
    """(m, n) values on one scale, within the groups where the scheme says so."""
    within = plan.scheme.normalise_within
    if within is None:
        return _fill_absent(plan, normalise(plan, prepared.turned))
    out = np.empty_like(prepared.turned)
    for label in np.unique(prepared.labels[within]):
        own = prepared.labels[within] == label
        out[:, own] = _fill_absent(plan, normalise(plan, prepared.turned[:, own]))
    return out


def _fill_absent(plan: Plan, z: FloatArray) -> FloatArray:
    """Score what has no figure where the indicator says how."""
    for row, leaf in enumerate(plan.leaves):
        gaps = np.isnan(z[row]) if leaf.absent else np.zeros(0, dtype=np.bool_)
        if gaps.any() and not gaps.all():
            z[row, gaps] = z[row, ~gaps].mean() if leaf.absent is Absent.MEAN else 0.0
    return z


def normalise(plan: Plan, turned: FloatArray) -> FloatArray:
    """Each leaf by its own rule or the scheme's; rows of one rule go together."""
    methods = [method_of(plan, leaf) for leaf in plan.leaves]
    if all(method == methods[0] for method in methods):
        return methods[0].apply(turned)
    out = np.empty_like(turned)
    for method in dict.fromkeys(methods):
        rows = [row for row, own in enumerate(methods) if own == method]
        out[rows] = method.apply(turned[rows])
    return out


def method_of(plan: Plan, leaf: Leaf) -> Normalisation:
    """How a leaf is normalised, in the sense in which more is better."""
    method = leaf.normalisation or plan.scheme.normalisation
    return method if leaf.direction is Direction.HIGHER else method.turned()


def impute_rows(
    plan: Plan, panel: Panel, rows: IntArray, values: FloatArray, labels: Mapping[str, IntArray]
) -> BoolArray:
    """Fill in (m, n) what is missing by the scheme's rule, in place; which figures were filled in."""
    rule, present = plan.scheme.missing.imputation, ~np.isnan(values)
    if rule is not None and not present.all():
        own = labels.get(rule.group, np.zeros(values.shape[1], dtype=np.int64))
        past = _earlier(plan, panel, rows)
        for row in np.flatnonzero(~present.all(axis=1)):
            values[row] = rule.fill(values[row], own, past[:, row])
    return ~present & ~np.isnan(values)


def _earlier(plan: Plan, panel: Panel, rows: IntArray) -> FloatArray:
    """(periods, m, n) earlier figures of the same units."""
    past = np.full((len(panel.earlier), plan.width, len(rows)), np.nan)
    order = [panel.units[row] for row in rows]
    for period, before in enumerate(panel.earlier):
        then = {unit: place for place, unit in enumerate(before.units)}
        known = [place for place, unit in enumerate(order) if unit in then]
        there = np.array([then[order[place]] for place in known], dtype=np.int64)
        past[period][:, known] = raw_rows(plan, before, there)
    return past


def treat_rows(plan: Plan, values: FloatArray) -> None:
    """Treat (m, n) figures row by row, in place."""
    for row, leaf in enumerate(plan.leaves):
        rule = leaf.treatment or plan.scheme.treatment
        if rule is not None:
            values[row] = rule.apply(values[row])


def _notes(plan: Plan, turned: FloatArray, imputed: BoolArray) -> tuple[Note, ...]:
    spans = extent(turned)[1][:, 0]
    counts = imputed.sum(axis=1)
    notes = []
    for leaf, span, count in zip(plan.leaves, spans, counts, strict=True):
        if np.isnan(span):
            notes.append(Note("empty-column", leaf.code, "no unit has a figure, so it says nothing"))
        elif span == 0:
            notes.append(Note("constant-column", leaf.code, "all units are equal, so each gets the same neutral value"))
        if count:
            notes.append(Note("imputed", leaf.code, f"{count} missing figures were filled in"))
    return tuple(notes)
