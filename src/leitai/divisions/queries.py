"""Reads of the tree as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from leitai.divisions.domain import TOWNSHIP_LEVEL, Kind
from leitai.divisions.models import Division, Group, Membership, Placement

_WITHIN = """
WITH RECURSIVE standing AS (
    SELECT division_id, COALESCE(reports_under_id, parent_id) AS above
    FROM divisions_placement
    WHERE valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
), inside AS (
    SELECT id AS division_id FROM divisions_division WHERE code = %(code)s
    UNION
    SELECT standing.division_id FROM standing JOIN inside ON standing.above = inside.division_id
)
SELECT code FROM divisions_division WHERE id IN (SELECT division_id FROM inside)
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A division as it stood on a day: `county` is the one it answers to (reports under), by id, code and name."""

    id: int
    code: str
    name: str
    kind: Kind
    county_code: str
    county: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A division where it stood for a time: under `above` (the one it reports under first) until before `until`."""

    id: int
    code: str
    name: str
    kind: Kind
    above: str
    since: date
    until: date | None


def spells() -> list[Spell]:
    """Every division above the villages in every place it ever had, by code and time."""
    above = Coalesce("reports_under__code", "parent__code", Value(""))
    rows = Placement.objects.exclude(division__kind=Kind.VILLAGE).order_by("division__code", "valid_from")
    columns = ("division_id", "division__code", "name", "division__kind", "above", "valid_from", "valid_to")
    found = rows.annotate(above=above).values_list(*columns)
    return [Spell(number, code, name, Kind(kind), *rest) for number, code, name, kind, *rest in found]


def group_spells() -> list[tuple[str, str, date, date | None]]:
    """Every membership: the codes of the group and of the division, since when, until before when."""
    rows = Membership.objects.order_by("group__code", "division__code", "valid_from")
    return list(rows.values_list("group__code", "division__code", "valid_from", "valid_to"))


def standing(day: date) -> QuerySet[Placement]:
    """The placements in force on a day."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return Placement.objects.filter(in_force, valid_from__lte=day)


def codes_within(code: str, day: date) -> frozenset[str]:
    """The codes of a division and of all that answered to it on a day (reporting county before code county)."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHIN, {"day": day, "code": code})
        return frozenset(row[0] for row in cursor.fetchall())


def townships(day: date) -> list[Standing]:
    """Streets, towns and townships that stood on a day, by code."""
    rows = (
        standing(day)
        .filter(division__kind__in=TOWNSHIP_LEVEL)
        .select_related("division", "parent", "reports_under")
        .order_by("division__code")
    )
    return [_standing(row) for row in rows]


def _standing(row: Placement) -> Standing:
    above = row.reports_under or row.parent
    code, name = (above.code, above.name) if above else ("", "")
    return Standing(row.division_id, row.division.code, row.name, Kind(row.division.kind), code, name)


def members(group_code: str, day: date) -> list[Standing]:
    """The members of a group on a day, by code."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    group = Group.objects.get(code=group_code)
    inside = set(group.memberships.filter(in_force, valid_from__lte=day).values_list("division_id", flat=True))
    return [place for place in townships(day) if place.id in inside]


def groups() -> QuerySet[Group]:
    """All groups."""
    return Group.objects.all()


def by_code(code: str) -> Division | None:
    """The division with this 12-digit code."""
    return Division.objects.filter(code=code).first()


def with_codes(codes: frozenset[str]) -> QuerySet[Division]:
    """The divisions with these codes."""
    return Division.objects.filter(code__in=codes)


def by_codes(codes: frozenset[str] | None = None) -> dict[str, Division]:
    """Divisions by code; all of them where no codes are given."""
    rows = Division.objects.all() if codes is None else Division.objects.filter(code__in=codes)
    return {row.code: row for row in rows}


def groups_of(division_id: int, day: date) -> frozenset[str]:
    """The codes of the groups that a division belongs to on a day."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = Membership.objects.filter(in_force, division_id=division_id, valid_from__lte=day)
    return frozenset(rows.values_list("group__code", flat=True))
