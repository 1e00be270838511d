"""The API root: divisions, indicators, facts, editions. Open to read; what is not published is not in it."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from ninja.pagination import LimitOffsetPagination, paginate
from pydantic import field_validator

from leitai.accounts import access
from leitai.divisions import queries as tree
from leitai.divisions.domain import english_name
from leitai.league import queries as league
from leitai.ledger import queries as ledger
from leitai.ledger.domain.moments import MomentError, moment_named
from leitai.ledger.domain.periods import Period, PeriodError

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit
    from leitai.ledger.models import Fact, Indicator

api = NinjaAPI(
    title="Leitai",
    version="1",
    description="One ledger for a city's townships: divisions, indicators, facts and editions of the league.",
    openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
    docs_url=None,
)


class DivisionOut(Schema):
    """A township as it stood on a day."""

    code: str
    name: str
    name_en: str
    kind: str
    county_code: str
    county: str

    @staticmethod
    def resolve_name_en(place: tree.Standing) -> str:
        """Its English name; the Chinese one where it has none."""
        return english_name(place.name)


class IndicatorOut(Schema):
    """An indicator in force."""

    code: str
    name: str
    name_en: str
    definition: str
    unit: str
    direction: str
    periodicity: str
    rollup_divisions: str
    rollup_time: str
    decimals: int
    dimension: str


class FactOut(Schema):
    """A figure: value in `unit`; `generated` figures are no real ones."""

    id: int
    indicator: str
    division: str
    period: str
    status: str
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    evidence: str
    generated: bool
    place: str
    recorded_at: datetime
    supersedes: int | None

    @staticmethod
    def resolve_indicator(fact: "Fact") -> str:
        """The code of the indicator."""
        return fact.indicator.code

    @staticmethod
    def resolve_division(fact: "Fact") -> str:
        """The code of the division."""
        return fact.division.code

    @staticmethod
    def resolve_unit(fact: "Fact") -> str:
        """The unit of measure."""
        return fact.indicator.unit

    @staticmethod
    def resolve_evidence(fact: "Fact") -> str:
        """The kind of source."""
        return fact.source.kind

    @staticmethod
    def resolve_generated(fact: "Fact") -> bool:
        """Whether the figure was generated for the demonstration."""
        return fact.source.kind == "generated"

    @staticmethod
    def resolve_supersedes(fact: "Fact") -> int | None:
        """The number of the fact that this one corrects."""
        return fact.supersedes_id


class EditionOut(Schema):
    """A published edition of the league."""

    code: str
    title: str
    title_en: str
    period: str
    state: str
    as_of: datetime | None


class StandingOut(Schema):
    """A unit in an edition."""

    division: str
    name: str
    county: str
    score: float | None
    rank: int | None
    rank_in_group: int | None
    rank_in_county: int | None
    previous_rank: int | None
    coverage: float
    generated: int
    dimensions: dict[str, float | None]


@api.get("/divisions", response=list[DivisionOut], summary="Townships as they stood on a day")
@paginate(LimitOffsetPagination)
def divisions(request: HttpRequest, day: date | None = None) -> list[tree.Standing]:
    """Streets, towns and townships by code."""
    return tree.townships(day or timezone.localdate())


@api.get("/indicators", response=list[IndicatorOut], summary="The catalogue of indicators")
@paginate(LimitOffsetPagination)
def indicators(request: HttpRequest) -> "list[Indicator]":
    """All indicators."""
    return list(ledger.indicators())


class FactFilter(Schema):
    """Which facts are asked for."""

    indicator: str | None = None
    division: str | None = None
    period: str | None = None
    as_of: datetime | None = None

    @field_validator("as_of", mode="before")
    @classmethod
    def last_of_its_day(cls, text: object) -> object:
        """A day is its last local moment, as on the pages."""
        try:
            return moment_named(text, timezone.get_default_timezone()) if isinstance(text, str) else text
        except MomentError:
            return text

    @field_validator("as_of")
    @classmethod
    def in_universal_time(cls, moment: datetime | None) -> datetime | None:
        """The moment in UTC: the database knows fewer offsets than the standard. One without an offset is local."""
        try:
            return moment and _aware(moment).astimezone(UTC)
        except OverflowError as error:
            raise ValueError("the moment is too far away: write a year from 2 to 9998") from error


@api.get("/facts", response=list[FactOut], summary="Figures in force, now or as of a moment")
@paginate(LimitOffsetPagination)
def facts(request: HttpRequest, wanted: Query[FactFilter]) -> object:
    """Facts by number."""
    rows = ledger.visible(ledger.facts_in_force(as_of=wanted.as_of), access.actor(request))
    if wanted.indicator:
        rows = rows.filter(indicator__code=wanted.indicator)
    if wanted.division:
        rows = ledger.at_division(rows, wanted.division)
    if wanted.period:
        rows = rows.filter(period=_one_form(wanted.period))
    return rows.select_related("indicator", "division", "source").order_by("id")


def _one_form(period: str) -> str:
    """The name under which figures of a period stand; a text that is no period finds none."""
    try:
        return Period.parse(period).text
    except PeriodError:
        return period


@api.get("/facts/{number}", response=FactOut, summary="One figure")
def fact(request: HttpRequest, number: int) -> "Fact":
    """A fact by its number."""
    found = ledger.fact_for(access.actor(request), number) if 0 < number < 2**63 else None
    if found is None:
        raise Http404
    return found


@api.get("/editions", response=list[EditionOut], summary="Published editions")
@paginate(LimitOffsetPagination)
def editions(request: HttpRequest) -> object:
    """Editions, newest first."""
    return league.editions_for(access.actor(request))


@api.get("/editions/{code}", response=list[StandingOut], summary="The board of an edition")
@paginate(LimitOffsetPagination)
def edition(request: HttpRequest, code: str) -> list[StandingOut]:
    """The units of an edition by rank."""
    found = league.edition_for(access.actor(request), code) if "\x00" not in code else None
    if found is None:
        raise Http404
    return [_standing(found, unit) for unit in league.board(found)]


def _standing(found: "Edition", unit: "EditionUnit") -> StandingOut:
    codes = [row["code"] for row in found.dimensions]
    return StandingOut(
        division=unit.division.code,
        name=unit.name,
        county=unit.county,
        score=unit.score,
        rank=unit.rank,
        rank_in_group=unit.rank_in_group,
        rank_in_county=unit.rank_in_county,
        previous_rank=unit.previous_rank,
        coverage=unit.coverage,
        generated=unit.generated,
        dimensions=dict(zip(codes, unit.dimension_scores, strict=True)),
    )


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def description() -> str:
    """The OpenAPI document as it is committed."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
