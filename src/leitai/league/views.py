"""Pages of the league: the board, a unit in it, editions and what an officer does with them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.league import exports, pages, queries, services
from leitai.league.domain.states import EditionState
from leitai.league.forms import EditionForm
from leitai.league.models import Edition


@access.public
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The board of the newest edition that the reader may see."""
    edition = queries.newest_edition(access.actor(request))
    if edition is None:
        return render(request, "league/no_edition.html")
    return _board(request, edition)


@access.public
@require_GET
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """The board of one edition."""
    return _board(request, _edition(request, code))


def _board(request: HttpRequest, subject: Edition) -> HttpResponse:
    view = pages.BoardView.parse(request.GET)
    context = pages.board_page(subject, view, access.actor(request))
    template = "league/_board_table.html" if request.headers.get("HX-Target") == "board" else "league/board.html"
    return render(request, template, context)


@access.public
@require_GET
def unit(request: HttpRequest, code: str, division: str) -> HttpResponse:
    """Why a unit stands where it stands: dimensions, indicators with their facts, history."""
    subject = queries.unit_of(_edition(request, code), division)
    if subject is None:
        raise Http404
    return render(request, "league/unit.html", pages.unit_page(subject, access.actor(request)))


@access.public
@require_GET
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The board as a workbook or as CSV, generated figures marked."""
    subject = _edition(request, code)
    data = exports.FORMS.get(form)
    if data is None or subject.state == EditionState.DRAFT:
        raise Http404
    response = HttpResponse(data.write(subject), content_type=data.media_type)
    response["Content-Disposition"] = f'attachment; filename="leitai-{subject.code}.{form}"'
    return response


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
    return render(request, "league/manage.html", pages.manage_page(_edition(request, code), access.actor(request)))


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def advance(request: HttpRequest, code: str) -> HttpResponse:
    """Take an edition to its next state: freeze, announce, make final."""
    subject = _edition(request, code)
    try:
        services.advance(actor=access.actor(request), edition=subject, to=request.POST.get("to", ""))
    except services.EditionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done. The step stands in the audit trail."))
    return redirect("league:manage", code)


def _edition(request: HttpRequest, code: str) -> Edition:
    found = queries.edition_for(access.actor(request), code)
    if found is None:
        raise Http404
    return found
