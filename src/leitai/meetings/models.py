"""Meetings about an edition, and who speaks at them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """The meeting at which an edition is spoken of; a correction of the edition takes its place there."""

    edition = models.OneToOneField("league.Edition", on_delete=models.PROTECT, related_name="meeting")
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160, blank=True, default="")
    day = models.DateField(verbose_name=_("Day"))

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="meeting_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class Speaker(models.Model):
    """A unit whose secretary speaks, at its place in the order."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speakers")
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["meeting", "place"]
        constraints = [
            models.UniqueConstraint("meeting", "division", name="speaker_once_at_a_meeting"),
            models.UniqueConstraint("meeting", "place", name="speaker_alone_at_its_place"),
            models.CheckConstraint(condition=Q(place__gte=1), name="speaker_place_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.division}"
