"""How an indicator adds up, as the catalogue says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitai.ledger.domain.catalogue import Direction, DivisionRollup, TimeRollup

_POINTS = frozenset({"%", "‰", "个百分点", "百分点"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator in a reckoning. `weight`, `numerator`, `denominator` are codes of others, "" where there is none.

    A ratio of sums is Σ numerator ÷ Σ denominator × `scale`.
    """

    code: str
    divisions: DivisionRollup
    time: TimeRollup
    weight: str = ""
    numerator: str = ""
    denominator: str = ""
    scale: float = 1.0
    direction: Direction = Direction.HIGHER
    target: float = 0.0
    unit: str = ""
    decimals: int = 2

    @property
    def parts(self) -> tuple[str, ...]:
        """The indicators that a roll-up of this one reads besides itself."""
        return tuple(filter(None, (self.weight, self.numerator, self.denominator)))

    @property
    def changes_in_points(self) -> bool:
        """Whether a change is told as a difference in points, not as a percentage of what was before."""
        return self.unit in _POINTS


def needed(rules: Mapping[str, Rule], wanted: Sequence[str]) -> tuple[str, ...]:
    """The wanted indicators and those that their roll-ups read, once each, wanted ones first."""
    parts = [part for code in wanted for part in rules[code].parts if part in rules]
    return tuple(dict.fromkeys((*wanted, *parts)))
