"""Divisions, where they stood in the tree and when, and groups of them."""

from django.db import models
from django.db.models import F, Q

from leitai.divisions.domain import ChangeKind, Kind

KINDS = [(kind.value, kind.value) for kind in Kind]
CHANGES = [(kind.value, kind.value) for kind in ChangeKind]


class Division(models.Model):
    """A division as itself: its code never changes. Where it stood, and its name then, is told by its placements.

    `name` is the one it goes by now.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=KINDS)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{12}$"), name="division_code_twelve_digits"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="division_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """A division under a parent from a day until before another; figures of a period stand under its tree.

    The database refuses to change a placement but for ending an open one, to remove one, and two of one day.
    """

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="placements")
    name = models.CharField(max_length=60)
    parent = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="children")
    reports_under = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="reporting")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("division", "valid_from", name="placement_begins_once"),
            models.UniqueConstraint("division", condition=Q(valid_to__isnull=True), name="placement_one_open"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="placement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("division")), name="placement_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


class Reorganisation(models.Model):
    """A change of the tree from a day on, with its reason and the document that orders it. Never changed or removed."""

    kind = models.CharField(max_length=10, choices=CHANGES)
    day = models.DateField(db_index=True)
    reason = models.CharField(max_length=300)
    document = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ChangeKind]), name="reorganisation_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="reorganisation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class Succession(models.Model):
    """What became of a division in a reorganisation; no predecessor = it is new, no successor = it was dissolved."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="became")
    successor = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="came_of")
    whole = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "reorganisation", "predecessor", "successor", name="succession_told_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=False) | Q(successor__isnull=False), name="succession_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Group(models.Model):
    """Divisions that are compared with one another."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A division in a group for a time."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("group", "division", "valid_from", name="membership_begins_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.division}"
