"""Pages of the league officer: editions, and what takes them from draft to final."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.league import differing, pages, proving, queries, services
from leitai.league.forms import CorrectionForm, EditionForm, MomentForm
from leitai.league.views.boards import edition_or_404


@access.roles(Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, and the way to a new one."""
    rows = queries.editions_for(access.actor(request))
    return render(request, "league/editions.html", {"editions": rows, "schemes": queries.schemes()})


@access.roles(Role.LEAGUE_OFFICER)
def new_edition(request: HttpRequest) -> HttpResponse:
    """Begin an edition: a scheme over a period."""
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.begin_edition(actor=access.actor(request), **form.values())
        return redirect("league:manage", made.code)
    return render(request, "league/new_edition.html", {"form": form}, status=422 if form.errors else 200)


@access.roles(Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """One edition as its officer sees it: state, coverage, manifest, and the next step."""
    return render(
        request, "league/manage.html", pages.manage_page(edition_or_404(request, code), access.actor(request))
    )


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def advance(request: HttpRequest, code: str) -> HttpResponse:
    """Take an edition to its next state: freeze, announce, make final."""
    subject, moment = edition_or_404(request, code), MomentForm(request.POST)
    if not moment.is_valid():
        messages.error(request, _("Write the moment as a date and a time of day."))
        return redirect("league:manage", code)
    to, as_of = request.POST.get("to", ""), moment.cleaned_data["as_of"]
    try:
        services.advance(actor=access.actor(request), edition=subject, to=to, as_of=as_of)
    except services.EditionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done. The step stands in the audit trail."))
    return redirect("league:manage", code)


@access.roles(Role.LEAGUE_OFFICER)
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an edition that takes the place of a published one, and says what changes."""
    subject, form = edition_or_404(request, code), CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.correct_edition(actor=access.actor(request), edition=subject, **form.cleaned_data)
        except services.EditionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("league:manage", made.code)
    context = {"form": form, "edition": subject, "upheld": queries.upheld(subject)}
    return render(request, "league/correct.html", context, status=422 if form.errors else 200)


@access.roles(Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """The edition made again from the facts of its moment, held against what is stored."""
    subject = edition_or_404(request, code)
    checks = proving.prove(subject) if subject.frozen_at else []
    holds = bool(checks) and all(check.holds for check in checks)
    return render(request, "league/proof.html", {"edition": subject, "checks": checks, "holds": holds})


@access.public
@require_GET
def differences(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """What changed between two editions: figures, scores, ranks."""
    new, old = edition_or_404(request, code), edition_or_404(request, other)
    if not (new.frozen_at and old.frozen_at):
        raise Http404
    return render(request, "league/differences.html", differing.page(old, new))
