"""Tells each request who acts: the signed-in user at the post they chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from leitai.accounts import queries
from leitai.accounts.domain import Actor
from leitai.accounts.models import Post, User

CHOSEN_POST = "post"


def acting_post(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.actor`, worked out only when somebody asks for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]  # our own attribute
        return get_response(request)

    return middleware


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; anonymous where nobody has signed in."""
    address = request.META.get("REMOTE_ADDR", "") or ""
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
