"""Schemes: read by everybody, changed by the league officer with a live view of what the change would do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.languages import in_english
from leitai.league import previewing, queries, services
from leitai.league.domain import SchemeError, parse_scheme
from leitai.league.models import SchemeVersion
from leitai.league.reweighing import reweigh

_WEIGHT = "w-"


@access.public
@require_GET
def scheme(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """A scheme as its text, with the share of each weight."""
    subject = _scheme_or_404(code, version)
    rows = previewing.fields(parse_scheme(subject.text), in_english(), {})
    officer = access.actor(request).has(Role.LEAGUE_OFFICER)
    return render(request, "league/scheme.html", {"scheme": subject, "fields": rows, "officer": officer})


@access.public
@require_GET
def scheme_text(_request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The text of a scheme, as it is computed and hashed."""
    response = HttpResponse(_scheme_or_404(code, version).text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}-{version}.toml"'
    return response


@access.roles(Role.LEAGUE_OFFICER)
def edit_scheme(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """Change weights by fields, or everything in the text; saving makes a new version."""
    subject = _scheme_or_404(code, version)
    context: dict[str, Any] = {}
    if request.method == "POST":
        text, context = _asked(request, subject)
        if not context.get("faults") and "save" in request.POST:
            try:
                made = services.register_own(actor=access.actor(request), text=text)
            except SchemeError as error:
                context = {"faults": error.faults, "text": text}
            except services.EditionError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("Saved as a new version. Editions begin with it from now on."))
                return redirect("league:scheme", made.code, made.version)
    by_text = "text" in request.POST or request.GET.get("as") == "text"
    page = {**context, **_fields(request, subject), "scheme": subject, "by_text": by_text}
    return render(request, "league/edit_scheme.html", page, status=422 if context.get("faults") else 200)


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def preview_scheme(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """What the change would do, as a part of the page."""
    _text, context = _asked(request, _scheme_or_404(code, version))
    return render(request, "league/_preview.html", context)


def _asked(request: HttpRequest, subject: SchemeVersion) -> tuple[str, dict[str, Any]]:
    """The text that is asked for, and what it would do to the newest edition of this scheme."""
    try:
        text = request.POST.get("text") or reweigh(subject.text, _weights(request), request.POST.get("version", ""))
    except SchemeError as error:
        return subject.text, {"faults": error.faults, "text": subject.text}
    edition = queries.newest_of_scheme(subject.code)
    if edition is None:
        return text, _read_only(text)
    return text, previewing.preview(edition, text, in_english())


def _read_only(text: str) -> dict[str, Any]:
    """Without an edition only the faults of the text can be told."""
    try:
        parse_scheme(text)
    except SchemeError as error:
        return {"faults": error.faults, "text": text}
    return {"faults": (), "text": text}


def _fields(request: HttpRequest, subject: SchemeVersion) -> dict[str, Any]:
    rows = previewing.fields(parse_scheme(subject.text), in_english(), _weights(request))
    return {
        "fields": rows,
        "version": request.POST.get("version") or queries.next_version(subject),
        "written": request.POST.get("text") or subject.text,
    }


def _weights(request: HttpRequest) -> dict[str, str]:
    marked = [name for name in request.POST if name.startswith(_WEIGHT)]
    return {name.removeprefix(_WEIGHT): request.POST[name] for name in marked}


def _scheme_or_404(code: str, version: str) -> SchemeVersion:
    found = queries.scheme(code, version)
    if found is None:
        raise Http404
    return found
