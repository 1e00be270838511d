"""Pages of the league: the board, a unit in it, and the board as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.league import exports, pages, queries
from leitai.league.domain.states import EditionState
from leitai.league.models import Edition, EditionUnit


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
    return _board(request, edition_or_404(request, code))


def _board(request: HttpRequest, subject: Edition) -> HttpResponse:
    view = pages.BoardView.parse(request.GET)
    context = pages.board_page(subject, view, access.actor(request))
    template = "league/_board_table.html" if request.headers.get("HX-Target") == "board" else "league/board.html"
    return render(request, template, context)


@access.public
@require_GET
def unit(request: HttpRequest, code: str, division: str) -> HttpResponse:
    """Why a unit stands where it stands: dimensions, indicators with their facts, history."""
    subject = unit_or_404(request, code, division)
    return render(request, "league/unit.html", pages.unit_page(subject, access.actor(request)))


@access.public
@require_GET
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The board as a workbook or as CSV, generated figures marked."""
    subject = edition_or_404(request, code)
    data = exports.FORMS.get(form)
    if data is None or subject.state == EditionState.DRAFT:
        raise Http404
    response = HttpResponse(data.write(subject), content_type=data.media_type)
    response["Content-Disposition"] = f'attachment; filename="leitai-{subject.code}.{form}"'
    return response


def edition_or_404(request: HttpRequest, code: str) -> Edition:
    """An edition that the reader may see; otherwise there is none."""
    found = queries.edition_for(access.actor(request), code)
    if found is None:
        raise Http404
    return found


def unit_or_404(request: HttpRequest, code: str, division: str) -> EditionUnit:
    """A unit in an edition that the reader may see; otherwise there is none."""
    found = queries.unit_of(edition_or_404(request, code), division)
    if found is None:
        raise Http404
    return found
