"""The ledger, as Django sees it."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "leitai.ledger"
    label = "ledger"
