"""Bonus, penalty and veto after the score, in the order of the list, each with its reason."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.faults import Fault, PanelError


class Effect(StrEnum):
    """Add points, take points away, hold the score at a ceiling, or take the unit out of the ranking."""

    BONUS = "bonus"
    PENALTY = "penalty"
    CEILING = "ceiling"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`points` are what is added, taken away or held at, positive; `reason` and `source` are shown to everybody."""

    unit: str
    effect: Effect
    points: float
    reason: str
    source: str = ""

    def apply(self, score: float) -> float:
        """The score after it."""
        match self.effect:
            case Effect.BONUS:
                return score + self.points
            case Effect.PENALTY:
                return score - self.points
            case Effect.CEILING:
                return min(score, self.points)
            case Effect.EXCLUDE:
                return float("nan")


@dataclass(frozen=True, slots=True)
class Taken:
    """One adjustment as it was made: the score before and after."""

    adjustment: Adjustment
    before: float
    after: float


@dataclass(frozen=True, slots=True, eq=False)
class Adjusted:
    """(n,) scores after all adjustments, and every step in order."""

    scores: FloatArray
    steps: tuple[Taken, ...]


def adjust(
    units: tuple[str, ...],
    scores: FloatArray,
    adjustments: tuple[Adjustment, ...],
    most_bonus: float = float("inf"),
) -> Adjusted:
    """Make the adjustments in their order; a unit's bonuses together give `most_bonus` at most.

    Raises PanelError for a unit that is not ranked, an adjustment without a reason, or negative points.
    """
    faults = tuple(fault for place, item in enumerate(adjustments, 1) for fault in _faults(place, item, units))
    if faults:
        raise PanelError(faults)
    after, given, steps = scores.copy(), dict.fromkeys(units, 0.0), []
    for item in adjustments:
        row = units.index(item.unit)
        before = float(after[row])
        allowed = _within(item, given[item.unit], most_bonus)
        given[item.unit] += allowed.points if item.effect is Effect.BONUS else 0.0
        after[row] = allowed.apply(before)
        steps.append(Taken(allowed, before, float(after[row])))
    return Adjusted(np.asarray(after), tuple(steps))


def _within(item: Adjustment, given: float, most: float) -> Adjustment:
    if item.effect is not Effect.BONUS or given + item.points <= most:
        return item
    return Adjustment(item.unit, item.effect, max(0.0, most - given), item.reason, item.source)


def _faults(place: int, item: Adjustment, units: tuple[str, ...]) -> list[Fault]:
    where = f"adjustment[{place}]"
    found = []
    if item.unit not in units:
        found.append(Fault(where, f"names {item.unit}, which is not ranked", "correct the code"))
    if not item.reason:
        found.append(Fault(where, "has no reason", "say why"))
    if item.points < 0:
        found.append(Fault(where, "has negative points", "give a positive number and choose the effect"))
    return found
