"""The ways in, as Django sees them."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "leitai.intake"
    label = "intake"
