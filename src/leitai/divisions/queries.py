"""Reads of the tree as it stood on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from leitai.divisions.domain import (
    TOWNSHIP_LEVEL,
    Carried,
    DatedLink,
    Kind,
    Link,
    Place,
    carried,
    english_name,
    english_names,
    specific_part,
)
from leitai.divisions.models import Division, Group, Membership, Placement, Reorganisation, Succession
from leitai.languages import in_english

_STANDING = """
WITH RECURSIVE standing AS (
    SELECT division_id, COALESCE(reports_under_id, parent_id) AS above
    FROM divisions_placement
    WHERE valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
)"""

_WITHIN = f"""{_STANDING}, inside AS (
    SELECT id AS division_id FROM divisions_division WHERE code = %(code)s
    UNION
    SELECT standing.division_id FROM standing JOIN inside ON standing.above = inside.division_id
)
SELECT code FROM divisions_division WHERE id IN (SELECT division_id FROM inside)
"""  # noqa: S608  # put together from constants of this file

_ANSWERING = f"""{_STANDING}, ended AS (
    SELECT DISTINCT ON (division_id) division_id, COALESCE(reports_under_id, parent_id) AS above, valid_to
    FROM divisions_placement
    WHERE valid_to <= %(day)s AND division_id NOT IN (SELECT division_id FROM standing)
    ORDER BY division_id, valid_to DESC
), answers AS (
    SELECT division_id, above FROM standing
    UNION ALL
    SELECT division_id, above FROM ended
    UNION ALL
    SELECT ended.division_id, link.successor_id
    FROM ended
    JOIN divisions_succession link ON link.predecessor_id = ended.division_id AND link.whole
    JOIN divisions_reorganisation change ON change.id = link.reorganisation_id AND change.day = ended.valid_to
), inside AS (
    SELECT id AS division_id FROM divisions_division WHERE code = %(code)s
    UNION
    SELECT answers.division_id FROM answers JOIN inside ON answers.above = inside.division_id
)
SELECT code FROM divisions_division WHERE id IN (SELECT division_id FROM inside)
"""  # noqa: S608  # put together from constants of this file


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
    return _codes(_WITHIN, code, day)


def codes_answering(code: str, day: date) -> frozenset[str]:
    """The codes within a division on a day, and of the ended ones whose last figures it must still settle.

    An ended division answers to where it stood last, and to the successor that all of it went to.
    """
    return _codes(_ANSWERING, code, day)


def _codes(statement: str, code: str, day: date) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"day": day, "code": code})
        return frozenset(row[0] for row in cursor.fetchall())


def townships(day: date) -> list[Standing]:
    """Streets, towns and townships that stood on a day, by code."""
    under, parent = ("reports_under__code", "reports_under__name"), ("parent__code", "parent__name")
    rows = standing(day).filter(division__kind__in=TOWNSHIP_LEVEL).order_by("division__code")
    found = rows.values_list("division_id", "division__code", "name", "division__kind", *under, *parent)
    return [
        Standing(number, code, name, Kind(kind), under_code or parent_code or "", under_name or parent_name or "")
        for number, code, name, kind, under_code, under_name, parent_code, parent_name in found
    ]


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


def places() -> tuple[Place, ...]:
    """Every placement that ever was, as values."""
    rows = Placement.objects.select_related("division", "parent", "reports_under").order_by("valid_from", "id")
    return tuple(_place(row) for row in rows)


def _place(row: Placement) -> Place:
    parent = row.parent.code if row.parent else None
    under = row.reports_under.code if row.reports_under else None
    return Place(row.division.code, row.name, Kind(row.division.kind), parent, under, row.valid_from, row.valid_to)


def placements_of(code: str) -> QuerySet[Placement]:
    """Where one division stood and what it was called, newest first."""
    rows = Placement.objects.filter(division__code=code)
    return rows.select_related("parent", "reports_under").order_by("-valid_from")


def reorganisations(code: str | None = None) -> QuerySet[Reorganisation]:
    """The changes of the tree, newest first; of one division where a code is given."""
    rows = Reorganisation.objects.prefetch_related("successions__predecessor", "successions__successor")
    if code is None:
        return rows
    return rows.filter(Q(successions__predecessor__code=code) | Q(successions__successor__code=code)).distinct()


def links() -> list[DatedLink]:
    """Who followed whom, and from which day, oldest first."""
    rows = Succession.objects.order_by("reorganisation__day", "reorganisation_id", "id")
    rows = rows.select_related("reorganisation", "predecessor", "successor")
    return [DatedLink(row.reorganisation.day, _link(row)) for row in rows]


def _link(row: Succession) -> Link:
    predecessor = row.predecessor.code if row.predecessor else None
    return Link(predecessor, row.successor.code if row.successor else None, row.whole)


def merged_into(code: str, day: date) -> list[Division]:
    """The ended divisions that a division must settle: all of each went to it, at once or by way of others."""
    whole = [one.link for one in links() if one.link.whole and one.day <= day]
    found, fresh = {code}, {code}
    while fresh:
        fresh = {link.predecessor for link in whole if link.predecessor and link.successor in fresh} - found
        found |= fresh
    if found == {code}:
        return []
    ended = with_codes(codes_answering(code, day) & (found - {code}))
    return list(ended.exclude(pk__in=standing(day).values("division")))


def carried_codes(codes: frozenset[str], day: date, today: date) -> dict[str, Carried]:
    """What divisions of `day` had become by `today`: the chain of successors, by old code."""
    chain = links()
    return {code: carried(code, chain, day, today) for code in codes}


def within_today(code: str, day: date, today: date) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of `day` whose figures lie within a division under the tree of `today`: wholly, and in part.

    `codes_within(code, day)` adds up under the tree of then; this under the tree of now. What lies in part was split
    across its border, and is told apart because no rule shares its figures out.
    """
    inside = codes_within(code, today)
    then = frozenset(standing(day).values_list("division__code", flat=True))
    found = carried_codes(then, day, today)
    wholly = {old for old, now in found.items() if now.codes and now.codes <= inside}
    return frozenset(wholly), frozenset(old for old, now in found.items() if now.codes & inside) - wholly


@dataclass(frozen=True, slots=True)
class Called:
    """What a page calls a division: its name in the reader's language, the same for a label with little room (in
    English without its generic part), and the name in the other of the two languages, empty where it is the same.
    """

    name: str
    short: str
    other: str


def called(name: str) -> Called:
    """The names of a division for a page; what is stored and exported is the Chinese one."""
    return _called(name, in_english())


@lru_cache(maxsize=4000)
def _called(name: str, english_wanted: bool) -> Called:
    english = english_name(name)
    other = "" if english == name else name if english_wanted else english
    return Called(english, specific_part(english), other) if english_wanted else Called(name, name, other)


def place_name(name: str) -> str:
    """The name of a division in the reader's language."""
    return called(name).name


def short_place_name(name: str) -> str:
    """The same for a label with little room."""
    return called(name).short


def with_english(words: str) -> frozenset[str]:
    """The Chinese names of the divisions in whose English name a word begins so; capitals make no difference."""
    wanted = f" {words.casefold()}"
    return frozenset(name for name, english in english_names().items() if wanted in f" {english.casefold()}")


def is_called(name: str, words: str) -> bool:
    """Whether words that were looked for stand in a division's name in either language; capitals make no difference."""
    wanted = words.casefold()
    return wanted in name.casefold() or wanted in english_name(name).casefold()
