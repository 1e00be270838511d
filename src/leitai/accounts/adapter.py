"""How sign-in behaves: accounts are opened by an administrator, never by signing up."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from leitai.accounts.addresses import address_of


def sign_in_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The name that somebody tries to sign in with, in small letters, as names are compared.

    The form calls it otherwise than the back ends do.
    """
    given = credentials or {}
    return (given.get("username") or given.get("login") or request.POST.get("login", "")).lower()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Closes self-service sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Nobody signs up; an administrator opens accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits of rate count by: the same that locks and the trail go by."""
        return address_of(request) or "none"
