"""Indicators, sources and facts. Facts are append-only: the database itself refuses change and removal."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from leitai.ledger.domain import catalogue
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactStatus


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]  # enums iterate


class Indicator(models.Model):
    """What is measured. The definition in force stands here; earlier ones in its versions."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160)
    definition = models.TextField()
    definition_en = models.TextField(blank=True)
    unit = models.CharField(max_length=20)
    direction = models.CharField(max_length=10, choices=_choices(catalogue.Direction))
    target = models.DecimalField(max_digits=28, decimal_places=8, null=True, blank=True)
    periodicity = models.CharField(max_length=10, choices=_choices(catalogue.Periodicity))
    rollup_divisions = models.CharField(max_length=10, choices=_choices(catalogue.DivisionRollup))
    rollup_time = models.CharField(max_length=10, choices=_choices(catalogue.TimeRollup))
    weight = models.CharField(max_length=60, blank=True)
    numerator = models.CharField(max_length=60, blank=True)
    denominator = models.CharField(max_length=60, blank=True)
    scale = models.DecimalField(max_digits=20, decimal_places=8, default=1)
    growth_of = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=12, choices=_choices(catalogue.Source))
    formula = models.TextField(blank=True)
    owner = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(default=2)
    dimension = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()

    class Meta:
        ordering = ["dimension", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(direction="target") | Q(target__isnull=False), name="indicator_target_given"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=8), name="indicator_decimals_at_most_eight"),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorVersion(models.Model):
    """A definition as it stood from a day on, whole, so that a figure can be read as it was meant."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    definition = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("indicator", "valid_from", name="indicator_version_begins_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.valid_from}"


class IndicatorAlias(models.Model):
    """Another phrase that officials write for an indicator; learned ones wait for a review."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="aliases")
    phrase = models.CharField(max_length=100)
    learned = models.BooleanField(default=False)
    accepted = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("phrase", "indicator", name="alias_once_per_indicator")]

    def __str__(self) -> str:
        return self.phrase


class Source(models.Model):
    """What figures were read from: the text of a brief, a workbook, a run of an operation. Never changed."""

    kind = models.CharField(max_length=12, choices=_choices(EvidenceKind))
    title = models.CharField(max_length=200)
    division = models.ForeignKey("divisions.Division", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    sha256 = models.BinaryField(max_length=32)
    published = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """A figure: (indicator, division, period) → value, as it was known at `recorded_at`.

    Its evidence is a source and the exact `place` in it (see domain.evidence). The rows that it points at are held by
    statement triggers instead of foreign keys, which would check a million rows one by one (docs/decisions/0005). A key
    begins once and no fact is superseded twice, so exactly one of a key is in force (docs/decisions/0007).
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="facts", db_constraint=False, db_index=False
    )
    division = models.ForeignKey(
        "divisions.Division", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    period = models.CharField(max_length=24)
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(max_length=10, choices=_choices(FactStatus), default=FactStatus.ACTUAL)
    variant = models.CharField(max_length=40, blank=True, default="")
    comparator = models.CharField(max_length=5, choices=_choices(Comparator), default=Comparator.EQUAL)
    value = models.DecimalField(max_digits=28, decimal_places=8)
    value_max = models.DecimalField(max_digits=28, decimal_places=8, null=True)
    # for pivots: turning each figure when it is read takes a third of the time
    value_as_double = models.GeneratedField(
        expression=Cast("value", models.FloatField()), output_field=models.FloatField(), db_persist=True
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="facts", db_constraint=False, db_index=False
    )
    place = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "accounts.Post", null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by", db_constraint=False
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["recorded_by"], name="fact_by_post", condition=Q(recorded_by__isnull=False)),
            models.Index(fields=["indicator", "division", "period"], name="fact_by_key"),
            BrinIndex(fields=["source"], autosummarize=True, pages_per_range=32, name="fact_by_source"),
            models.Index(
                fields=["period", "indicator", "division"],
                condition=Q(supersedes__isnull=False),
                name="fact_corrections",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(comparator="range", value_max__gt=F("value"))
                | (~Q(comparator="range") & Q(value_max__isnull=True)),
                name="fact_range_has_both_ends",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="fact_period_in_order"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="fact_correction_says_why"
            ),
            models.UniqueConstraint(  # and holds all that a pivot reads: see analytics.reading
                fields=["period", "indicator", "division", "status", "variant"],
                include=["id", "value_as_double", "source", "recorded_at"],
                condition=Q(supersedes__isnull=True),
                name="fact_first_once_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.division_id}/{self.period}"


class FactImport(models.Model):
    """A file of facts that was taken in, under a key by which the same file is known when it is sent again."""

    key = models.CharField(max_length=100, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    count = models.BigIntegerField()

    def __str__(self) -> str:
        return self.key


class SealKey(models.Model):
    """A public key of the seal (Ed25519, 32 bytes). All but the first are signed into office by the key before."""

    name = models.CharField(max_length=16, primary_key=True)
    public = models.BinaryField(max_length=32)
    since = models.DateTimeField()
    introduced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return self.name


class TreeHead(models.Model):
    """What was sealed: the root over the first `size` leaves, signed, chained to the head before by its digest."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    previous = models.BinaryField(max_length=32, null=True)
    key = models.ForeignKey(SealKey, on_delete=models.PROTECT, related_name="heads")
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ["size"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="tree_head_of_something")]

    def __str__(self) -> str:
        return str(self.size)


class SealedRun(models.Model):
    """Leaves that entered the log together: at most 256, never across a multiple of 256.

    `facts` holds their numbers in order, eight bytes each, the most significant first; `hashes` 32 bytes each.
    """

    first_leaf = models.BigIntegerField(unique=True)
    first_fact = models.BigIntegerField()
    last_fact = models.BigIntegerField()
    facts = models.BinaryField()
    hashes = models.BinaryField()

    class Meta:
        ordering = ["first_leaf"]
        constraints = [
            models.CheckConstraint(condition=Q(last_fact__gte=F("first_fact")), name="sealed_run_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.first_leaf)


class SealedNode(models.Model):
    """The hash of a full subtree of 256, 65,536, … leaves (`height` 8, 16, …), the `place`-th of its height."""

    height = models.PositiveSmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("height", "place", name="sealed_node_once")]

    def __str__(self) -> str:
        return f"{self.height}/{self.place}"


class SavedPivot(models.Model):
    """A view of the pivot that somebody keeps: the query of its address; shared ones are for all who sign in."""

    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=4000, blank=True)
    shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", "name", name="saved_pivot_once_per_name")]

    def __str__(self) -> str:
        return self.name
