"""Submissions cell by cell, every change of a cell, and the history of each submission."""

from django.db import models
from django.db.models import Q

from leitai.intake.domain.submissions import Move, SubmissionState


class Submission(models.Model):
    """What one unit reports of one data set for one period. Its cells become facts only when it is accepted."""

    version = models.ForeignKey("intake.DataSetVersion", on_delete=models.PROTECT, related_name="submissions")
    dataset = models.ForeignKey("intake.DataSet", on_delete=models.PROTECT, related_name="submissions")
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=24)
    last_day = models.DateField()
    due = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in SubmissionState], default=SubmissionState.DRAFT
    )
    created_at = models.DateTimeField()
    submitted_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=500, blank=True)
    times_accepted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-last_day", "dataset", "division"]
        indexes = [models.Index(fields=["dataset", "period", "state"], name="submission_by_period")]
        constraints = [
            models.UniqueConstraint("dataset", "division", "period", name="submission_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SubmissionState]), name="submission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False, submitted_on__isnull=False),
                name="submission_submitted_when",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(remark=""), name="submission_returned_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.division_id} {self.period}"


class Workbook(models.Model):
    """A workbook as it was handed in: the bytes that cells were read from."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="workbooks")
    file_name = models.CharField(max_length=200)
    data = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file_name


class Cell(models.Model):
    """One indicator of a submission as it stands; no value = not typed yet. `revision` counts its changes."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="cells")
    indicator = models.ForeignKey("ledger.Indicator", on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    comment = models.CharField(max_length=500, blank=True)
    flagged = models.BooleanField(default=False)
    returned = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)
    workbook = models.ForeignKey(Workbook, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey("ledger.Fact", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("submission", "indicator", name="cell_once")]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.indicator_id}"


class CellChange(models.Model):
    """One change of a cell, by the key that the sender gave it: sent twice, it counts once."""

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="changes")
    key = models.UUIDField(unique=True)
    revision = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    before = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    at = models.DateTimeField()
    on_day = models.DateField()
    by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.cell_id}.{self.revision}"


class History(models.Model):
    """What was done with a submission: by whom, when, and why."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="history")
    move = models.CharField(max_length=10, choices=[(move.value, move.value) for move in Move])
    at = models.DateTimeField()
    on_day = models.DateField()
    by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(move__in=["return", "reopen"]) | ~Q(remark=""), name="history_refusal_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.move}"
