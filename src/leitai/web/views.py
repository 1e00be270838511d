"""Home, health, the audit trail, the choice of a post, and error pages."""

from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from leitai.accounts import access, queries
from leitai.accounts import services as accounts
from leitai.accounts.domain import Role
from leitai.web import homepage, trail


@access.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the reader may do next, and the newest published board."""
    return render(request, "web/home.html", homepage.context(access.actor(request)))


@access.public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@access.roles(Role.AUDITOR, Role.ADMINISTRATOR)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first, by words, verb, person, division and days."""
    wanted = trail.Wanted.of(request.GET)
    page = Paginator(trail.entries(access.actor(request), wanted), 50).get_page(request.GET.get("page"))
    return render(request, "web/audit.html", {"page": page, "wanted": wanted, "verbs": queries.verbs_of_the_trail()})


@access.roles(Role.AUDITOR, Role.ADMINISTRATOR)
@require_POST
def export_audit(request: HttpRequest) -> StreamingHttpResponse:
    """All lines that were looked for as CSV, without personal data; that they were taken out is a line itself."""
    wanted, actor = trail.Wanted.of(request.GET), access.actor(request)
    rows, count = trail.standing(trail.entries(actor, wanted))
    accounts.record(actor=actor, verb="audit.export", summary=str(count), detail={"rows": count})
    return StreamingHttpResponse(
        trail.written(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


@access.signed_in
@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act from another of one's posts."""
    if not access.choose_post(request, request.POST.get("post", "")):
        raise Http404
    return HttpResponseRedirect("/")


def _failed(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"web/errors/{status}.html", {"path": request.path}, status=status)


@access.public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _failed(request, 400)


@access.public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the post does not reach here, or the page is somebody else's by now."""
    if isinstance(exception, access.StalePage):
        return stale(request)
    return _failed(request, 403)


@access.public
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: what was sent carries no token of now, because the page is older than the sign-in."""
    return render(request, "web/errors/stale.html", {"path": request.path}, status=403)


@access.public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none for this reader."""
    return _failed(request, 404)


def failure(request: HttpRequest) -> HttpResponse:
    """500: without touching the database, which may be what failed."""
    return HttpResponse(homepage.failure_page(), status=500)


failure.access = access.Access(public=True)  # type: ignore[attr-defined]  # marked by hand: nothing may run before it
