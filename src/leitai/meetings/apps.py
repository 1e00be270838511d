"""Exchange meetings, as Django sees them."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "leitai.meetings"
    label = "meetings"
