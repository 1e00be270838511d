"""Who may open a url. Every view carries one of these marks; a test over all urls proves it.

The mark decides by role, before the view runs. Which rows the role may see is decided in the queries, by scope.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from leitai.accounts import queries
from leitai.accounts.addresses import is_local
from leitai.accounts.domain import Actor, Role
from leitai.accounts.middleware import CHOSEN_POST
from leitai.accounts.models import Post, User

METHODS = ("GET", "HEAD", "POST")  # no marked view knows another; most narrow it further
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Access:
    """The permission of a url: open to all, to whoever has signed in, or to some roles."""

    public: bool
    roles: frozenset[Role] = frozenset()

    def admits(self, actor: Actor) -> bool:
        """Whether this actor may open the url at all."""
        if self.public:
            return True
        return actor.user_id is not None and (not self.roles or actor.role in self.roles)


def public(view: View) -> View:
    """Open to everybody: for what is published, and for signing in."""
    return _guarded(view, Access(public=True))


def signed_in(view: View) -> View:
    """Open to whoever has signed in, whatever their post."""
    return _guarded(view, Access(public=False))


def roles(*allowed: Role) -> Callable[[View], View]:
    """Open to posts with one of these roles."""

    def mark(view: View) -> View:
        return _guarded(view, Access(public=False, roles=frozenset(allowed)))

    return mark


def local(view: View) -> View:
    """Open to this machine only: for figures of operation that a collector on it fetches."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_local(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guard.access = Access(public=True)  # type: ignore[attr-defined]  # the mark itself
    return guard  # type: ignore[return-value]  # same signature as the view


def posts(request: HttpRequest) -> list[Post]:
    """The posts that the signed-in person may act from; none for others."""
    if not isinstance(request.user, User):
        return []
    return list(queries.posts_of(request.user, timezone.localdate()))


def choose_post(request: HttpRequest, number: str) -> bool:
    """Act from another post in this session; False where the person does not hold it."""
    held = {str(post.pk) for post in posts(request)}
    if number in held:
        request.session[CHOSEN_POST] = int(number)
    return number in held


def of(view: Callable[..., Any]) -> Access | None:
    """The mark that a view carries, None where it was forgotten."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def actor(request: HttpRequest) -> Actor:
    """Who makes this request, from which post; a stranger where the request was refused before anybody asked."""
    found: Actor = getattr(request, "actor", None) or Actor.anonymous()
    return found


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        who = actor(request)
        if access.admits(who):
            return view(request, *args, **kwargs)
        if who.user_id is None:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    guard.access = access  # type: ignore[attr-defined]  # the mark itself
    return guard  # type: ignore[return-value]  # same signature as the view
