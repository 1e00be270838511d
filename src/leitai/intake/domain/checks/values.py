"""What a check is given: the figures typed, what is known of them, and what is known of the peers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from leitai.ledger.domain.catalogue import Periodicity
from leitai.ledger.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Measure:
    """What a check must know of an indicator."""

    code: str
    name: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Quartiles of the peers for one period, over `count` units."""

    count: int
    low: Decimal
    median: Decimal
    high: Decimal


History = Mapping[str, Mapping[str, Decimal]]
"""Values in force of the unit, by indicator and period."""
Peers = Mapping[str, Mapping[str, Quartiles]]
"""Quartiles of the peers, by indicator and period."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it stands: its values for one period (typed, or known to the ledger), and the past."""

    periodicity: Periodicity
    period: Period
    measures: tuple[Measure, ...]
    values: Mapping[str, Decimal]
    history: History = field(default_factory=dict)
    peers: Peers = field(default_factory=dict)

    def value(self, code: str, period: Period) -> Decimal | None:
        """The value of an indicator for this period, or for another from the past."""
        if period.text == self.period.text and code in self.values:
            return self.values[code]
        return self.history.get(code, {}).get(period.text)
