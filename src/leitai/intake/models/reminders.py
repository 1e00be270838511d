"""Letters about what is owed: who was written to, about which form, and why."""

from django.db import models
from django.db.models import Q

from leitai.intake.domain.reminding import Notice


class Letter(models.Model):
    """Somebody was written to about a form of a unit: once a due day for each notice, however often it is asked for."""

    dataset = models.ForeignKey("intake.DataSet", on_delete=models.PROTECT, related_name="letters")
    period = models.CharField(max_length=24)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    notice = models.CharField(max_length=8, choices=[(notice.value, notice.value) for notice in Notice])
    due = models.DateField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "dataset", "period", "division", "notice", "due", "user", name="letter_once_a_due_day"
            ),
            models.CheckConstraint(
                condition=Q(notice__in=[notice.value for notice in Notice]), name="letter_notice_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.period} {self.division_id} {self.notice}"
