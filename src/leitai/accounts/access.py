"""Who may open a url. Every view carries one of these marks; a test over all urls proves it.

The mark decides by role, before the view runs. Which rows the role may see is decided in the queries, by scope.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from leitai.accounts import queries
from leitai.accounts.addresses import is_local
from leitai.accounts.domain import Actor, Role
from leitai.accounts.middleware import CHOSEN_POST
from leitai.accounts.models import Post, User

METHODS = ("GET", "HEAD", "POST")  # no marked view knows another; most narrow it further
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class StalePage(PermissionDenied):
    """What was sent comes from a page of somebody else, who was signed in to this browser before."""


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
        if not access.public and who.user_id is not None and not _is_theirs(request, who.user_id):
            raise StalePage
        if access.admits(who):
            return view(request, *args, **kwargs)
        if who.user_id is None:
            return _to_sign_in(request)
        raise PermissionDenied

    guard.access = access  # type: ignore[attr-defined]  # the mark itself
    return guard  # type: ignore[return-value]  # same signature as the view


def _is_theirs(request: HttpRequest, user_id: int) -> bool:
    """Whether what is sent comes from a page of the person who is signed in now; pages without scripts do not say."""
    if request.method != "POST":
        return True
    said = request.headers.get("X-Page-User") or request.POST.get("page-user", "")
    return said in {"", str(user_id)}


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page, and from there back to a page: this one, or the one from which something was sent."""
    answer = redirect_to_login(_page_of(request))
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


def _page_of(request: HttpRequest) -> str:
    fragment = request.headers.get("HX-Current-URL")
    if request.method in {"GET", "HEAD"} and not fragment:
        return request.get_full_path()
    came = fragment or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came)
    path = f"/{parts.path.lstrip('/')}"
    return f"{path}?{parts.query}" if parts.query else path
