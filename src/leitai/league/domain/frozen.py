"""Scales that the units of one edition set, frozen so that the next edition is measured by the same."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.goalposts import Goalposts, Ratio, Scaled
from leitai.league.domain.normalising import MinMax, Normalisation, ZScore, moments
from leitai.league.domain.panels import Panel
from leitai.league.domain.schemes import Direction, Leaf, Node, Scheme
from leitai.league.domain.workings import Workings, work


def frozen_scheme(scheme: Scheme, panel: Panel, cut: bool = True) -> Scheme:
    """The scheme with the ends (min–max) or moments (z-score) of this panel as fixed figures of each indicator.

    On the same panel it gives the same scores. Later figures beyond the ends are cut, or not where `cut` is False.
    Raises PanelError for an indicator whose scale cannot be frozen.
    """
    workings = work(replace(scheme, normalise_within=None), panel)
    rows = {leaf.code: row for row, leaf in enumerate(workings.plan.leaves)}
    faults: list[Fault] = []
    root = _frozen_node(scheme, workings, scheme.root, rows, cut, faults)
    if faults:
        raise PanelError(tuple(faults))
    return replace(scheme, root=root, normalise_within=None)


def pooled(panels: Mapping[str, Panel]) -> Panel:
    """The tables of several periods under one another, for a scale that all of them set: freeze it with this one.

    Units become "unit@period". Raises PanelError where the indicators are not the same.
    """
    first = next(iter(panels.values()))
    unlike = [name for name, panel in panels.items() if set(panel.indicators) != set(first.indicators)]
    if unlike:
        what, mend = "has other indicators than the first table", "give all tables the same columns"
        raise PanelError(tuple(Fault(name, what, mend) for name in unlike))
    units = tuple(f"{unit}@{name}" for name, panel in panels.items() for unit in panel.units)
    columns = [[panel.indicators.index(code) for code in first.indicators] for panel in panels.values()]
    values = [panel.values[:, own] for panel, own in zip(panels.values(), columns, strict=True)]
    return Panel(units, first.indicators, np.concatenate(values))


def _frozen_node(  # noqa: PLR0917 - one walk over the tree
    scheme: Scheme, workings: Workings, node: Node, rows: dict[str, int], cut: bool, faults: list[Fault]
) -> Node:
    children = tuple(
        _frozen_node(scheme, workings, child, rows, cut, faults)
        if isinstance(child, Node)
        else replace(child, normalisation=_frozen(scheme, workings, child, rows[child.code], cut, faults))
        for child in node.children
    )
    return replace(node, children=children)


def _frozen(  # noqa: PLR0917 - one leaf of that walk
    scheme: Scheme, workings: Workings, leaf: Leaf, row: int, cut: bool, faults: list[Fault]
) -> Normalisation:
    rule = leaf.normalisation or scheme.normalisation
    turned = workings.prepared.turned[[row]]
    sign = 1.0 if leaf.direction is Direction.HIGHER else -1.0
    least, most = float(np.fmin.reduce(turned[0])), float(np.fmax.reduce(turned[0]))
    if isinstance(rule, Goalposts | Scaled | Ratio):
        return rule
    if not isinstance(rule, MinMax | ZScore):
        what = f"is normalised by {type(rule).__name__}, whose scale only the units at hand can set"
        faults.append(Fault(leaf.code, what, "normalise it by min–max, z-score or fixed figures"))
        return rule
    if not most > least:
        faults.append(Fault(leaf.code, "has equal figures or none, which set no scale", "give its goalposts yourself"))
        return rule
    if isinstance(rule, MinMax):
        return Goalposts(sign * least, sign * most, rule.low, rule.high, cut)
    mean, spread = (float(own[0, 0]) for own in moments(turned))
    zero = mean - rule.mean / rule.sd * spread
    return Scaled(sign * zero, sign * (zero + spread / rule.sd), 1.0)
