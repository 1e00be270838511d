"""Rules, runs, enterprises and their results, and what is objected to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Computed → public notice (objections open) → final."""

    COMPUTED = "computed", _("Computed")
    NOTICE = "notice", _("Public notice")
    FINAL = "final", _("Final")


class PermuRules(models.Model):
    """The rules of a county for a year as their TOML text; `version` is the SHA-256 of it."""

    code = models.SlugField(max_length=40)
    county = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=300)
    text = models.TextField()
    version = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "code", "-registered_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PermuRun(models.Model):
    """One class of enterprises evaluated once under one version of the rules."""

    rules = models.ForeignKey(PermuRules, on_delete=models.PROTECT, related_name="runs")
    population = models.SlugField(max_length=40)
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.COMPUTED)
    generated = models.BooleanField(default=False)
    list_sha256 = models.CharField(max_length=64)
    result_sha256 = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-computed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="permu_run_state_known"),
            models.CheckConstraint(
                condition=Q(state="computed") | Q(announced_at__isnull=False), name="permu_run_announced_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def published(self) -> bool:
        """Whether everybody may read it."""
        return self.state != RunState.COMPUTED


class PermuFirm(models.Model):
    """An enterprise in a run: its figures as handed in, and what came of them. `points` by item of the rules.

    `adjustments` holds what was added or taken away, in order: effect, points, reason, score before and after; `veto`
    why it is in the last grade whatever its score.
    """

    run = models.ForeignKey(PermuRun, on_delete=models.CASCADE, related_name="firms")
    code = models.CharField(max_length=18)
    name = models.CharField(max_length=100)
    township = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()
    marks = ArrayField(models.CharField(max_length=20), default=list)
    years = models.FloatField(null=True)
    score = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    grade = models.CharField(max_length=10, blank=True)
    to_rise = models.FloatField(null=True)
    to_fall = models.FloatField(null=True)
    points = models.JSONField(default=dict)
    note = models.CharField(max_length=200, blank=True)
    adjustments = models.JSONField(default=list)
    veto = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = [models.F("rank").asc(nulls_last=True), "code"]
        constraints = [
            models.UniqueConstraint("run", "code", name="permu_firm_once_in_a_run"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, score__isnull=True) | Q(rank__gte=1, score__isnull=False),
                name="permu_rank_with_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.grade}"


class PermuObjection(models.Model):
    """What is objected for an enterprise, through its township, while the run stands under public notice."""

    firm = models.ForeignKey(PermuFirm, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(max_length=2000)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="open")
    reply = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["filed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (Q(state__in=["upheld", "dismissed"], answered_at__isnull=False) & ~Q(reply="")),
                name="permu_objection_answered_in_words",
            ),
            models.UniqueConstraint("firm", condition=Q(state="open"), name="permu_objection_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.firm.name} {self.state}"
