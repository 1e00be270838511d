"""Reads of the ledger: every one takes `as_of`, the moment of knowing; None means now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from numpy.typing import NDArray

from leitai.accounts.domain import Actor
from leitai.languages import in_english
from leitai.ledger.analytics import reading
from leitai.ledger.domain.facts import EvidenceKind, FactStatus
from leitai.ledger.domain.proofs import ConsistencyProof, InclusionProof
from leitai.ledger.domain.unit_names import unit_in_english
from leitai.ledger.models import Fact, Indicator, IndicatorAlias, SealKey, TreeHead
from leitai.ledger.sealing import heads


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in force: the fact it is, its value, and whether its source is generated."""

    fact_id: int
    indicator: str
    division: str
    period: str
    value: Decimal
    generated: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Values in force as arrays (divisions, indicators): NaN and fact 0 where there is none."""

    values: NDArray[np.float64]
    facts: NDArray[np.int64]
    generated: NDArray[np.bool_]


def facts_in_force(*, as_of: datetime | None = None) -> QuerySet[Fact]:
    """The facts in force at a moment: recorded by then, and not superseded by then."""
    known = Fact.objects.all() if as_of is None else Fact.objects.filter(recorded_at__lte=as_of)
    return known.filter(~Exists(known.filter(supersedes=OuterRef("pk"))))


def readings(
    *,
    indicators: frozenset[str] | None = None,
    divisions: frozenset[str] | None = None,
    periods: frozenset[str] | None = None,
    as_of: datetime | None = None,
    status: FactStatus = FactStatus.ACTUAL,
) -> list[Reading]:
    """Values in force at a moment for sets of codes (None = all), in the order of their numbers."""
    rows = facts_in_force(as_of=as_of).filter(status=status, variant="")
    if indicators is not None:
        rows = rows.filter(indicator__code__in=indicators)
    if divisions is not None:
        rows = rows.filter(division__code__in=divisions)
    if periods is not None:
        rows = rows.filter(period__in=periods)
    found = rows.order_by("id").values_list(
        "id", "indicator__code", "division__code", "period", "value", "source__kind"
    )
    return [Reading(*row[:5], row[5] == EvidenceKind.GENERATED) for row in found]


def figures(
    *, divisions: Mapping[str, int], indicators: tuple[str, ...], period: str, as_of: datetime | None = None
) -> Figures:
    """What `readings` tells of one period, at once as arrays: rows as the divisions (ids by code) are given."""
    known = indicator_ids(frozenset(indicators))
    cube = reading.figures(reading.Wanted(known, [period], divisions, as_of))
    place = {code: at for at, code in enumerate(known)}
    shape = len(divisions), len(indicators)
    found = Figures(np.full(shape, np.nan), np.zeros(shape, np.int64), np.zeros(shape, np.bool_))
    for column, code in enumerate(indicators):
        if code in place:
            found.values[:, column] = cube.values[place[code], 0]
            found.facts[:, column] = cube.facts[place[code], 0]
            found.generated[:, column] = cube.generated[place[code], 0]
    return found


def history(subject: Fact, *, as_of: datetime | None = None) -> list[Fact]:
    """All facts of the same key known at a moment, oldest first: the corrections of a figure."""
    rows = Fact.objects.filter(
        indicator_id=subject.indicator_id,
        division_id=subject.division_id,
        period=subject.period,
        status=subject.status,
    )
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return list(
        rows.select_related("source", "recorded_by__division", "recorded_by__user", "indicator").order_by(
            "variant", "recorded_at", "id"
        )
    )


def series(subject: Fact, *, as_of: datetime | None = None) -> list[Fact]:
    """The figures in force of the same indicator and division over time."""
    rows = facts_in_force(as_of=as_of).filter(
        indicator_id=subject.indicator_id, division_id=subject.division_id, status=subject.status, variant=""
    )
    return list(rows.select_related("source").order_by("first_day", "last_day"))


def of_division(code: str, *, as_of: datetime | None = None) -> QuerySet[Fact]:
    """The figures of one division in force, newest period first."""
    rows = at_division(facts_in_force(as_of=as_of), code)
    return rows.select_related("indicator", "source", "division").order_by("-last_day", "indicator__code", "id")


def at_division(rows: QuerySet[Fact], code: str) -> QuerySet[Fact]:
    """Those of one division. Every indicator is named, so that the index by key serves (docs/decisions/0007)."""
    return rows.filter(division__code=code, indicator_id__in=list(Indicator.objects.values_list("id", flat=True)))


def of_indicator(code: str, *, as_of: datetime | None = None) -> QuerySet[Fact]:
    """The figures of one indicator in force, newest period first."""
    rows = facts_in_force(as_of=as_of).filter(indicator__code=code)
    return rows.select_related("indicator", "source", "division").order_by("-last_day", "division__code", "id")


def newest_fact() -> int:
    """The number of the newest fact, 0 in an empty ledger: what was read out before is true until it changes."""
    return Fact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def indicators() -> QuerySet[Indicator]:
    """The catalogue."""
    return Indicator.objects.all()


def indicator_ids(codes: frozenset[str]) -> dict[str, int]:
    """The row numbers of indicators by code; codes that are unknown are left out."""
    return dict(Indicator.objects.filter(code__in=codes).values_list("code", "id"))


def indicator(code: str) -> Indicator | None:
    """One indicator."""
    return Indicator.objects.filter(code=code).prefetch_related("aliases", "versions").first()


def accepted_aliases() -> QuerySet[IndicatorAlias]:
    """The phrases that extraction may use."""
    return IndicatorAlias.objects.filter(accepted=True).select_related("indicator")


def learned_aliases() -> QuerySet[IndicatorAlias]:
    """The phrases learned from corrections, those that wait first."""
    return IndicatorAlias.objects.filter(learned=True).select_related("indicator").order_by("accepted", "phrase", "id")


def visible(rows: QuerySet[Fact], actor: Actor) -> QuerySet[Fact]:
    """The facts an actor may read. Accepted figures are public; what is not accepted is no fact."""
    del actor  # no class of facts is closed yet; the argument keeps every reader asking
    return rows


def fact_for(actor: Actor, number: int) -> Fact | None:
    """One fact, where the actor may read it."""
    return visible(_with_all(), actor).filter(pk=number).first()


def _with_all() -> QuerySet[Fact]:
    related = ("indicator", "division", "source", "source__division", "recorded_by__division", "recorded_by__user")
    return Fact.objects.select_related(*related)


def seals() -> QuerySet[TreeHead]:
    """The signed heads of the log, newest first."""
    return TreeHead.objects.select_related("key").order_by("-size")


def seal_key(name: str) -> SealKey | None:
    """A public key of the seal by its name."""
    return SealKey.objects.filter(name=name).first()


def proof_of(number: int, head: TreeHead | None = None) -> InclusionProof:
    """That a fact is in the log under a head, the newest if none is given. Raises sealing.heads.NotSealedError."""
    return heads.prove(number, head)


def growth(first: TreeHead, second: TreeHead) -> ConsistencyProof:
    """That the log under `second` begins with the log under `first`. Raises merkle.SizeError."""
    return heads.prove_growth(first, second)


def names_in_english() -> list[tuple[str, str]]:
    """The Chinese and the English name of every indicator that has both."""
    return list(Indicator.objects.exclude(name_en="").values_list("name", "name_en"))


def unit_named(unit: str) -> str:
    """A unit of measure in the reader's language: 亿元, or 100 million yuan."""
    return unit_in_english(unit) if in_english() else unit


def unit_behind_number(unit: str) -> str:
    """The same behind a number; in brackets where it begins with a number itself: 3.27 (100 million yuan)."""
    said = unit_named(unit)
    return f"({said})" if said[:1].isdigit() else said
