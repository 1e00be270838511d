"""Schemes, editions, and the frozen scores of an edition."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leitai.league.domain.states import EditionState
from leitai.league.permu.models import PermuFirm, PermuObjection, PermuRules, PermuRun

__all__ = [
    "Edition",
    "EditionCell",
    "EditionUnit",
    "Objection",
    "ObjectionState",
    "PermuFirm",
    "PermuObjection",
    "PermuRules",
    "PermuRun",
    "SchemeVersion",
]


class SchemeVersion(models.Model):
    """A scheme as its TOML text; a change is a new version."""

    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "-registered_at"]
        constraints = [models.UniqueConstraint("code", "version", name="scheme_version_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Edition(models.Model):
    """A scheme over a period, as the ledger stood at `as_of`: draft → frozen → public notice → final."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=100)
    title_en = models.CharField(max_length=160)
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="editions")
    period = models.CharField(max_length=24)
    last_day = models.DateField()
    group = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in EditionState], default=EditionState.DRAFT
    )
    as_of = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    dimensions = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    manifest = models.JSONField(default=dict)
    result = models.BinaryField(default=b"")
    spread = models.BinaryField(default=b"")
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    change = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-last_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, change="") | (Q(corrects__isnull=False) & ~Q(change="")),
                name="edition_correction_says_what_changed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EditionState]), name="edition_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(as_of__isnull=False, frozen_at__isnull=False),
                name="edition_frozen_as_of_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EditionUnit(models.Model):
    """One unit in an edition: its score, its ranks, and where it stood in the tree.

    A unit with too few figures for a score has none, and no rank; it stands last and says so.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="units")
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    county_code = models.CharField(max_length=12)
    county = models.CharField(max_length=60)
    score = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    top_ten = models.FloatField(null=True)
    above_next = models.FloatField(null=True)
    moved = models.JSONField(null=True)
    rank_in_group = models.PositiveIntegerField(null=True)
    rank_in_county = models.PositiveIntegerField(null=True)
    previous_rank = models.PositiveIntegerField(null=True)
    coverage = models.FloatField()
    generated = models.PositiveIntegerField(default=0)
    dimension_scores = ArrayField(models.FloatField(null=True))
    dimension_ranks = ArrayField(models.PositiveIntegerField(null=True))

    class Meta:
        ordering = [F("rank").asc(nulls_last=True), "division_id"]
        constraints = [
            models.UniqueConstraint("edition", "division", name="edition_unit_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="edition_rank_from_one"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, score__isnull=True) | Q(rank__isnull=False, score__isnull=False),
                name="edition_rank_with_score",
            ),
            models.CheckConstraint(
                condition=Q(rank_low__isnull=True, rank_high__isnull=True)
                | Q(rank__isnull=False, rank_low__gte=1, rank_low__lte=F("rank"), rank_high__gte=F("rank")),
                name="edition_rank_within_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.name} {self.rank}"

    @property
    def interval(self) -> str:
        """The ranks that nine tenths of the drawn tables give, `9–17`; empty where none were drawn."""
        return f"{self.rank_low}–{self.rank_high}" if self.rank_low else ""

    @property
    def climbed(self) -> int | None:
        """Places won since the last edition (negative: lost); None where there is none."""
        return None if self.previous_rank is None or self.rank is None else self.previous_rank - self.rank


class EditionCell(models.Model):
    """One indicator of one unit in an edition: the fact it came from and what it gave to the score."""

    unit = models.ForeignKey(EditionUnit, on_delete=models.CASCADE, related_name="cells")
    indicator = models.ForeignKey("ledger.Indicator", on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey("ledger.Fact", null=True, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=40)
    weight = models.FloatField()
    normalised = models.FloatField(null=True)
    contribution = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    imputed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("unit", "indicator", name="edition_cell_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator_id}"


class ObjectionState(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Objection(models.Model):
    """What a unit has against an edition under public notice: against one indicator, or against the whole."""

    unit = models.ForeignKey(EditionUnit, on_delete=models.PROTECT, related_name="objections")
    indicator = models.ForeignKey("ledger.Indicator", null=True, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey("ledger.Fact", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    reply = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["filed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="objection_gives_a_reason"),
            models.CheckConstraint(condition=Q(state__in=ObjectionState.values), name="objection_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, reply="")
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="objection_answered_with_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"]) | ~Q(reply=""), name="objection_answered_in_words"
            ),
            models.UniqueConstraint(
                "unit",
                "indicator",
                condition=Q(state="open"),
                nulls_distinct=False,
                name="objection_open_once_per_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.state}"
