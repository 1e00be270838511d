"""Writes: the tree that comes with the package, and groups."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from leitai.divisions.domain import Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division, Group, Membership, Placement


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
