"""Starting Django for a command: the embedded PostgreSQL is leased first, unless DATABASE_URL names another."""

import os
from pathlib import Path

import django
from django.apps import apps

from leitai.postgres import lease_for_process


def start() -> None:
    """Make Django and a database ready in this process; again does nothing.

    The lease of the embedded server lasts as long as the process, however it ends.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitai.settings")
    if not os.environ.get("DATABASE_URL"):
        held = lease_for_process(data_folder() / "postgres")
        os.environ["DATABASE_URL"] = held.url
    if not apps.ready:
        django.setup()


def data_folder() -> Path:
    """Where Leitai keeps what is its own: LEITAI_DATA, or `var` in the current folder."""
    return Path(os.environ.get("LEITAI_DATA") or Path.cwd() / "var").expanduser().absolute()
