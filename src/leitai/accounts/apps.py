"""People, posts and the audit trail, as Django sees them."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "leitai.accounts"
    label = "accounts"
