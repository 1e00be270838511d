"""Briefs handed in, and the figures proposed from them. Drafts live here; only accepted figures become facts."""

from django.db import models
from django.db.models import F, Q

from leitai.intake.domain.states import BriefState, Decision
from leitai.ledger.domain.facts import Comparator, FactStatus


class Brief(models.Model):
    """A prose report of a unit, from draft to accepted. The text does not change once figures are marked in it."""

    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    published = models.DateField()
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in BriefState], default=BriefState.DRAFT
    )
    created_by = models.ForeignKey("accounts.Post", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BriefState]), name="brief_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="brief_submitted_when"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(remark=""), name="brief_returned_says_why"),
        ]

    def __str__(self) -> str:
        return self.title


class BriefFigure(models.Model):
    """One figure of a brief: where it stands, what it is proposed to mean, and what was decided of it.

    `value` is in `unit`; `base_value` is what the text says in base units, and stays when the figure is edited.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="figures")
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    surface = models.CharField(max_length=100)
    role = models.CharField(max_length=12)
    phrase = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=100, blank=True)
    indicator = models.ForeignKey("ledger.Indicator", null=True, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField(null=True)
    division = models.ForeignKey("divisions.Division", null=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in FactStatus])
    comparator = models.CharField(max_length=5, choices=[(c.value, c.value) for c in Comparator])
    value = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    value_max = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    unit = models.CharField(max_length=40, blank=True)
    base_value = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    base_max = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    base_unit = models.CharField(max_length=40, blank=True)
    doubts = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    decision = models.CharField(
        max_length=10, choices=[(d.value, d.value) for d in Decision], default=Decision.PROPOSED
    )
    edited = models.BooleanField(default=False)
    fact = models.ForeignKey("ledger.Fact", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint("brief", "ordinal", name="brief_figure_counted_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="brief_figure_span_not_empty"),
            models.CheckConstraint(
                condition=~Q(decision="kept")
                | Q(indicator__isnull=False, division__isnull=False, value__isnull=False) & ~Q(period=""),
                name="brief_figure_kept_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.surface
