"""Writes: the tree that comes with the package, its reorganisations, and groups."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from leitai.divisions import queries
from leitai.divisions.domain import Change, Kind, Outcome, Place, outcome
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division, Group, Membership, Placement, Reorganisation, Succession


@transaction.atomic
def load_places(*, places: Sequence[Place]) -> int:
    """Enter divisions and their placements that are not there yet; what is there stays. Gives how many were entered."""
    known = {row.code: row for row in Division.objects.all()}
    fresh = [Division(code=place.code, name=place.name, kind=place.kind) for place in places if place.code not in known]
    Division.objects.bulk_create(fresh)
    known |= {row.code: row for row in fresh}
    Placement.objects.bulk_create([_placement(place, known) for place in places], ignore_conflicts=True)
    return len(fresh)


def _placement(place: Place, known: dict[str, Division]) -> Placement:
    return Placement(
        division=known[place.code],
        name=place.name,
        parent=known[place.parent] if place.parent else None,
        reports_under=known[place.reports_under] if place.reports_under else None,
        valid_from=place.since,
        valid_to=place.until,
    )


@transaction.atomic
def load_groups(*, groups: Sequence[GroupSpec], places: Sequence[Place]) -> None:
    """Enter groups, with every standing division of their kinds as member; groups that are there stay as they are."""
    ids = dict(Division.objects.values_list("code", "id"))
    for spec in groups:
        group, made = Group.objects.get_or_create(code=spec.code, defaults={"name": spec.name, "name_en": spec.name_en})
        if made:
            inside = [place for place in places if place.kind in spec.kinds and place.until is None]
            Membership.objects.bulk_create(
                [Membership(group=group, division_id=ids[place.code], valid_from=place.since) for place in inside]
            )


@transaction.atomic
def join_group(*, group: Group, division: Division, since: date) -> Membership:
    """Put a division into a group from a day on."""
    return Membership.objects.create(group=group, division=division, valid_from=since)


@transaction.atomic
def reorganise(*, change: Change, reason: str, document: str, today: date) -> Reorganisation:
    """Change the tree from a day on; placements before it stay as they are. `today` settles which names are current.

    The line in the audit trail is the caller's. Raises ChangeError where the change cannot be.
    """
    _hold_the_tree()
    done = outcome(queries.places(), change)
    row = Reorganisation.objects.create(
        kind=change.kind, day=change.day, reason=reason, document=document, entered_at=timezone.now()
    )
    known = _entered(done)
    Placement.objects.filter(division__code__in=done.ends, valid_to__isnull=True).update(valid_to=change.day)
    Placement.objects.bulk_create([_placement(place, known) for place in done.begins])
    _link(row, done, known)
    _regroup(done, known)
    call_by_names_of(day=today)
    return row


def _hold_the_tree() -> None:
    """One reorganisation at a time: the next one must see what this one did."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE divisions_placement IN SHARE ROW EXCLUSIVE MODE")


def _entered(done: Outcome) -> dict[str, Division]:
    known = queries.by_codes()
    fresh = [Division(code=place.code, name=place.name, kind=place.kind) for place in done.begins]
    Division.objects.bulk_create([row for row in fresh if row.code not in known])
    return queries.by_codes()


def _link(row: Reorganisation, done: Outcome, known: dict[str, Division]) -> None:
    Succession.objects.bulk_create(
        [
            Succession(
                reorganisation=row,
                predecessor=known[link.predecessor] if link.predecessor else None,
                successor=known[link.successor] if link.successor else None,
                whole=link.whole,
            )
            for link in done.links
        ]
    )


def _regroup(done: Outcome, known: dict[str, Division]) -> None:
    """Who ends leaves its groups; a newcomer joins those that all its predecessors were in, if it is of their kind."""
    day = done.day
    begun = {place.code: place.kind for place in done.begins}
    joined = []
    for code, kind in begun.items():
        olds = [known[link.predecessor] for link in done.links if link.successor == code and link.predecessor]
        if any(old.code == code or Kind(old.kind) is not kind for old in olds):
            continue
        groups = [set(old.memberships.filter(valid_to__isnull=True).values_list("group_id", flat=True)) for old in olds]
        shared = set.intersection(*groups) if groups else set()
        joined += [Membership(group_id=group, division=known[code], valid_from=day) for group in shared]
    gone = Membership.objects.filter(division__code__in=done.ends - begun.keys(), valid_to__isnull=True)
    gone.filter(valid_from__lt=day).update(valid_to=day)
    Membership.objects.bulk_create(joined)


@transaction.atomic
def call_by_names_of(*, day: date) -> int:
    """Let every division go by the name that it bears on a day. Gives how many changed."""
    named = {row.division_id: row.name for row in queries.standing(day)}
    rows = [row for row in Division.objects.filter(pk__in=named) if row.name != named[row.pk]]
    for row in rows:
        row.name = named[row.pk]
    return Division.objects.bulk_update(rows, ["name"])
