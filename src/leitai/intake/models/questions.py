"""Questions to persons about patterns in their figures. A question is answered and closed; it costs nobody anything."""

from django.db import models
from django.db.models import Q

from leitai.intake.domain.checks.integrity import Pattern


class PatternQuestion(models.Model):
    """A pattern that was seen, asked about once: open → answered by the unit → closed by an auditor."""

    pattern = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Pattern])
    division = models.ForeignKey("divisions.Division", null=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("ledger.Indicator", null=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=24, blank=True)
    numbers = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    closing = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-seen_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "pattern", "division", "indicator", "period", name="pattern_asked_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closing=""), name="pattern_closed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="pattern_answer_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} {self.division_id} {self.indicator_id} {self.period}"
