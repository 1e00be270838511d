"""A figure found in a brief as a proposed fact, in the unit of its indicator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.ledger.domain.periods import Period, PeriodError
from leitai.ledger.domain.units import UnitError, convert
from leitai.quantities import Extraction, Figure, Role

LEDGER_ROLES = frozenset({Role.MEASURE, Role.GROWTH, Role.RANK})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a brief says, as far as it could be understood; None where it could not."""

    start: int
    end: int
    surface: str
    sentence_start: int
    sentence_end: int
    role: str
    phrase: str
    indicator: str | None
    score: float | None
    division: str | None
    actor: str
    period: str
    status: FactStatus
    comparator: Comparator
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    base_value: Decimal | None
    base_max: Decimal | None
    base_unit: str
    growth: str
    doubts: tuple[str, ...]
    rules: tuple[str, ...]
    same_as: int | None

    @property
    def complete(self) -> bool:
        """Whether nothing is left open: it may enter the ledger as it stands."""
        return None not in (self.indicator, self.division, self.value) and bool(self.period)


def proposals(extraction: Extraction, units: Mapping[str, str]) -> tuple[Proposal, ...]:
    """Every figure of an extraction as a proposal. `units`: the unit of each indicator by its code."""
    place = {figure.id: number for number, figure in enumerate(extraction.figures)}
    return tuple(_proposal(figure, units, place) for figure in extraction.figures)


def _proposal(figure: Figure, units: Mapping[str, str], place: Mapping[str, int]) -> Proposal:
    code = figure.indicator_code if figure.indicator_code in units else None
    base = _as_printed(figure, code, place)
    if code is None:
        return base
    try:
        low, high = _ends(figure)
        value = convert(low, figure.base_unit, units[code]) if low is not None else None
        top = convert(high, figure.base_unit, units[code]) if high is not None else None
    except UnitError:
        return replace(base, indicator=None, score=None)
    return replace(base, value=value, value_max=top, unit=units[code])


def _as_printed(figure: Figure, code: str | None, place: Mapping[str, int]) -> Proposal:
    ranged = figure.value is None
    low, high = _ends(figure)
    return Proposal(
        start=figure.start,
        end=figure.end,
        surface=figure.surface,
        sentence_start=figure.sentence[0],
        sentence_end=figure.sentence[1],
        role=str(figure.role),
        phrase=figure.indicator or "",
        indicator=code,
        score=figure.indicator_score,
        division=figure.actor_code,
        actor=figure.actor or "",
        period=_period(figure.period),
        status=FactStatus(str(figure.status)),
        comparator=Comparator.RANGE if ranged else Comparator(str(figure.comparator)),
        value=figure.value_min if ranged else figure.value,
        value_max=figure.value_max if ranged else None,
        unit=figure.unit or "",
        base_value=low,
        base_max=high,
        base_unit=figure.base_unit,
        growth=str(figure.growth.basis) if figure.growth else "",
        doubts=tuple(doubt.message for doubt in figure.doubts),
        rules=figure.rules,
        same_as=place.get(figure.same_as or ""),
    )


def _ends(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    if figure.base_value is not None:
        return figure.base_value, None
    return figure.base_min, figure.base_max


_HOURS = re.compile("T[0-9:]+")


def _period(text: str | None) -> str:
    """The period if it is one of the ledger's forms, else nothing (a yearly rate `P1Y` is no period).

    The ledger knows days and no hours: 截至5月19日24时 is of that day.
    """
    try:
        return Period.parse(_HOURS.sub("", text)).text if text else ""
    except PeriodError:
        return ""
