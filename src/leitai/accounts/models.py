"""Users, their posts, and the trail of what was done."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitai.accounts.domain import Role
from leitai.divisions import queries as divisions

ROLE_LABELS = {
    Role.REPORTER: _("Reporter"),
    Role.REVIEWER: _("Reviewer"),
    Role.LEAGUE_OFFICER: _("League officer"),
    Role.AGENT: _("Agent"),
    Role.TEAM_LEAD: _("Team lead"),
    Role.RESIDENT: _("Resident"),
    Role.ENTERPRISE: _("Enterprise"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from their posts, never from flags of this row."""

    display_name = models.CharField(max_length=100, blank=True)
    password_set_at = models.DateTimeField(null=True, editable=False)
    password_is_one_time = models.BooleanField(default=False, editable=False)
    mail_address = models.EmailField(blank=True, db_default="")  # for reminders alone: it never opens an account
    wants_mail = models.BooleanField(default=True, db_default=True)

    def set_password(self, raw_password: str | None) -> None:
        """Set the password, and from when it is; it is the person's own until `give_password` says otherwise."""
        super().set_password(raw_password)
        self.password_set_at, self.password_is_one_time = timezone.now(), False

    def __str__(self) -> str:
        return self.display_name or self.username


class Post(models.Model):
    """A role at a division, held by a user for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, label) for role, label in ROLE_LABELS.items()])
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "role", "division", "valid_from", name="post_held_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="post_ends_after_it_begins"
            ),  # the same day = taken back on the day it was given
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="post_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.division.name} {self.role_label}"

    @property
    def shown_as(self) -> str:
        """The post with its division's name in the reader's language, for a page."""
        return f"{divisions.place_name(self.division.name)} {self.role_label}"

    @property
    def role_label(self) -> str:
        """The name of the role in the reader's language."""
        return str(ROLE_LABELS[Role(self.role)])


class AuditEntry(models.Model):
    """One write: who, from which post, when, what. Append-only: the database refuses change and removal."""

    at = models.DateTimeField(db_index=True, db_default=Now())  # by the clock of the database's host
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    division_code = models.CharField(max_length=12, blank=True, db_index=True)
    summary = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
