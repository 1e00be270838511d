"""Roles and who acts: pure values."""

from leitai.accounts.domain.actors import Actor
from leitai.accounts.domain.roles import Role

__all__ = ["Actor", "Role"]
