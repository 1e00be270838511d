"""The shell around the rooms, as Django sees it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "leitai.web"
    label = "web"
