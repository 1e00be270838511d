"""The administrative tree, as Django sees it."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    name = "leitai.divisions"
    label = "divisions"
