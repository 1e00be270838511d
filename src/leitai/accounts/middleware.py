"""Tells each request who acts, the signed-in user at the post they chose, and what they must do first."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from leitai.accounts import queries
from leitai.accounts.addresses import address_of
from leitai.accounts.domain import Actor
from leitai.accounts.models import Post, User

CHOSEN_POST = "post"
_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_NEVER = "/accounts/people/"  # the pages of administrators under a prefix that is free otherwise
_ALWAYS = ("/accounts/", "/i18n/", "/static/", "/healthz", "/post/")  # where a duty is done, or left by signing out


def acting_post(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.actor`, worked out only when somebody asks for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]  # our own attribute
        return get_response(request)

    return middleware


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; anonymous where nobody has signed in."""
    address = address_of(request) or ""
    if not isinstance(request.user, User):
        return Actor.anonymous(address)
    post = chosen_post(request, request.user)
    if post is None:
        return Actor(request.user.pk, None, None, None, "", str(request.user), address=address)
    return queries.actor_at(post, request.user, timezone.localdate(), address)


def chosen_post(request: HttpRequest, user: User) -> Post | None:
    """The post chosen in this session, or the first one held; None where the user holds none."""
    posts = list(queries.posts_of(user, timezone.localdate()))
    wanted = request.session.get(CHOSEN_POST)
    return next((post for post in posts if post.pk == wanted), posts[0] if posts else None)


def duties_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send who owes a second factor or a new password to where they get one, whatever they ask for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        free = request.path.startswith(_ALWAYS) and not request.path.startswith(_NEVER)
        if free or not isinstance(request.user, User):
            return get_response(request)
        duty = _duty(request, request.user)
        if duty is None:
            return get_response(request)
        where, why = duty
        messages.warning(request, why)
        return redirect(where)

    return middleware


def _duty(request: HttpRequest, user: User) -> tuple[str, str] | None:
    if user.password_is_one_time:
        return "account_change_password", _("Your password was made for one sign-in. Choose your own to go on.")
    wanted: frozenset[str] = settings.SECOND_FACTOR_ROLES
    if wanted and request.actor.role in wanted and not is_mfa_enabled(user, _FACTORS):  # type: ignore[attr-defined]  # our own attribute
        return "mfa_index", _("Your post needs a second factor. Set one up to go on.")
    if settings.PASSWORD_DAYS and user.has_usable_password() and _age(user) > settings.PASSWORD_DAYS:
        return "account_change_password", _("Your password is too old. Choose a new one to go on.")
    return None


def _age(user: User) -> int:
    return (timezone.now() - (user.password_set_at or user.date_joined)).days
