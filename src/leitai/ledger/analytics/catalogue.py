"""The catalogue as a reckoning reads it: rules and names, in one query."""

from dataclasses import dataclass

from leitai.ledger.analytics.rules import Rule
from leitai.ledger.domain.catalogue import Direction, DivisionRollup, TimeRollup
from leitai.ledger.models import Indicator

_NAMES = ("id", "code", "name", "name_en", "dimension", "periodicity")
_RULE = ("rollup_divisions", "rollup_time", "weight", "numerator", "denominator", "scale", "direction", "target")


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator: its row number, its names, how it adds up."""

    id: int
    code: str
    name: str
    name_en: str
    dimension: str
    periodicity: str
    rule: Rule

    @property
    def unit(self) -> str:
        """The unit of measure of its values."""
        return self.rule.unit


def subjects() -> dict[str, Subject]:
    """All indicators by code, in the order of the catalogue."""
    rows = Indicator.objects.values_list(*_NAMES, *_RULE, "unit", "decimals")
    return {
        code: Subject(number, code, name, name_en, dimension, periodicity, _rule(code, tuple(rest)))
        for number, code, name, name_en, dimension, periodicity, *rest in rows
    }


def _rule(code: str, row: tuple[object, ...]) -> Rule:
    over_divisions, over_time, weight, above, below, scale, direction, target, unit, decimals = row
    return Rule(
        code,
        DivisionRollup(str(over_divisions)),
        TimeRollup(str(over_time)),
        str(weight),
        str(above),
        str(below),
        float(str(scale)),
        Direction(str(direction)),
        float(str(target or 0)),
        str(unit),
        int(str(decimals)),
    )
