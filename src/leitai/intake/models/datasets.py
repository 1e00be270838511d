"""Data sets by version, exceptions of the working calendar, reminders, locks and unlocking."""

from django.db import models
from django.db.models import F, Q


class DataSet(models.Model):
    """What a group of units owes regularly. Its terms stand in its versions."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160)
    periodicity = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class DataSetVersion(models.Model):
    """The terms of a data set from a day on, whole (see domain.datasets); never changed once that day has come.

    The codes of the names in its rules stand beside them, as the catalogue had it that day.
    """

    dataset = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    definition = models.JSONField()

    class Meta:
        ordering = ["dataset", "valid_from"]
        constraints = [models.UniqueConstraint("dataset", "valid_from", name="dataset_version_begins_once")]

    def __str__(self) -> str:
        return f"{self.dataset} {self.valid_from}"


class CalendarException(models.Model):
    """A day that is worked, or free, against the national calendar."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    reason = models.CharField(max_length=200)
    entered_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="calendar_exception_says_why")]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class Reminder(models.Model):
    """A unit was reminded of what it owes for a period."""

    dataset = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="reminders")
    period = models.CharField(max_length=24)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint("dataset", "period", "division", "on_day", name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.period} {self.division_id}"


class Lock(models.Model):
    """A period of a data set is closed: nobody writes to it, but units that were let in (see UnlockRequest)."""

    dataset = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="locks")
    period = models.CharField(max_length=24)
    reason = models.CharField(max_length=300)
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    lifted_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-locked_at", "-id"]
        constraints = [
            models.UniqueConstraint("dataset", "period", condition=Q(lifted_at__isnull=True), name="lock_one_in_force"),
            models.CheckConstraint(condition=~Q(reason=""), name="lock_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_why=""), name="lock_lifted_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.period}"


class UnlockRequest(models.Model):
    """A unit asks to write to a closed period; whoever grants it says until when."""

    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="requests")
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)

    class Meta:
        ordering = [F("granted").asc(nulls_first=True), "-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="unlock_asked_says_why"),
            models.UniqueConstraint(
                "lock", "division", condition=Q(granted__isnull=True), name="unlock_one_question_open"
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="unlock_answered_says_why",
            ),
            models.CheckConstraint(condition=~Q(granted=True) | Q(until__isnull=False), name="unlock_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.lock_id} {self.division_id}"
