"""What is shown of a figure: its value, its change, its share of the whole above, its rank. Pure."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from leitai.ledger.analytics.cubes import Floats
from leitai.ledger.analytics.rules import Rule
from leitai.ledger.domain.catalogue import Direction, DivisionRollup


class Show(StrEnum):
    """What a cell of a pivot holds."""

    VALUE = "value"
    YEAR_ON_YEAR = "yoy"
    PERIOD_ON_PERIOD = "pop"
    SHARE = "share"
    RANK = "rank"


def changes(now: Floats, then: Floats, rules: Sequence[Rule]) -> Floats:
    """Change against an earlier period: in per cent of it, or in points of what is itself a percentage.

    Arrays are (indicators, …). From nothing or from below zero there is no percentage.
    """
    points = _beside(np.array([rule.changes_in_points for rule in rules]), now)
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = np.where(then > 0, (now / then - 1) * 100, np.nan)
    changed: Floats = np.where(points, now - then, relative).round(8)
    return changed


def shares(values: Floats, wholes: Floats, rules: Sequence[Rule]) -> Floats:
    """Per cent of the whole above, of indicators that add up; of others there is no share."""
    adds = _beside(np.array([rule.divisions is DivisionRollup.SUM for rule in rules]), values)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = np.where(adds & (wholes > 0), values / wholes * 100, np.nan).round(8)
    return share


def ranks(values: Floats, rules: Sequence[Rule]) -> Floats:
    """Places along the last axis, 1 the best; equal values share the better place. NaN has no place."""
    better = np.stack([_goodness(values[at], rule) for at, rule in enumerate(rules)]) if len(rules) else values
    placed = np.full(values.shape, np.nan)
    for spot in np.ndindex(values.shape[:-1]):
        known = better[spot][~np.isnan(better[spot])]
        placed[spot] = len(known) - np.searchsorted(np.sort(known), better[spot], side="right") + 1
    placed[np.isnan(values)] = np.nan
    return placed


def _goodness(values: Floats, rule: Rule) -> Floats:
    if rule.direction is Direction.TARGET:
        return -np.abs(values - rule.target)
    return -values if rule.direction is Direction.LOWER else values


def _beside(flags: NDArray[np.bool_], like: Floats) -> NDArray[np.bool_]:
    return flags.reshape(-1, *[1] * (like.ndim - 1))
