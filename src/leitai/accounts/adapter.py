"""How sign-in behaves: accounts are opened by an administrator, never by signing up."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from leitai.accounts import queries, services
from leitai.accounts.addresses import address_of
from leitai.accounts.domain import Actor
from leitai.accounts.models import User


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


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Ties a person whom the provider knows to the account of that name, once; from then on their number counts."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """At the first sign-in, find the account by the agreed claim; who has none is told so."""
        if sociallogin.is_existing or sociallogin.state.get("process") != AuthProcess.LOGIN:
            return
        name = _claimed(sociallogin)
        user = _free_account(name, sociallogin.account.provider)
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/unknown.html", {"name": name}, status=403))
        with transaction.atomic():
            sociallogin.connect(request, user)
            actor = Actor(user.pk, None, None, None, "", "single sign-on", address=address_of(request) or "")
            services.record(actor=actor, verb="account.bind", subject=user, summary=user.username)


def _claimed(sociallogin: SocialLogin) -> str:
    told = sociallogin.account.get_provider_account().get_user_data() or {}
    return str(told.get(settings.SINGLE_SIGN_ON_CLAIM) or "")


def _free_account(name: str, provider: str) -> User | None:
    """The open account of this name, unless it is tied to a person of the provider already."""
    user = queries.user_named(name) if name else None
    if user is None or not user.is_active or SocialAccount.objects.filter(user=user, provider=provider).exists():
        return None
    return user
