"""The league, as Django sees it."""

from django.apps import AppConfig


class LeagueConfig(AppConfig):
    name = "leitai.league"
    label = "league"
