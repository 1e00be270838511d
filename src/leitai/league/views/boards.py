"""Pages of the league: the board, a unit in it, and the board as files."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.league import bundling, comparing, exports, opendata, pages, queries, sights, unit_pages
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
    return render(request, "league/unit.html", unit_pages.unit_page(subject, access.actor(request)))


@access.public
@require_GET
def profile(request: HttpRequest, code: str, division: str) -> HttpResponse:
    """A unit on one sheet of A4, to be printed."""
    subject = unit_or_404(request, code, division)
    return render(request, "league/profile.html", unit_pages.profile_page(subject, access.actor(request)))


@access.public
@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two units of an edition side by side; without `one` and `other`, the first two of the board."""
    subject = edition_or_404(request, code)
    first = [unit.division.code for unit in queries.leaders(subject, 2)]
    if len(first) < 2:  # a comparison needs two
        raise Http404
    codes = (request.GET.get("one") or first[0], request.GET.get("other") or first[1])
    one, other = (unit_or_404(request, code, division) for division in codes)
    return render(request, "league/compare.html", comparing.page(one, other))


@access.public
@require_GET
def certainty(request: HttpRequest, code: str) -> HttpResponse:
    """How sure the ranks are: intervals, and how they moved over the editions."""
    subject = edition_or_404(request, code)
    context = sights.certainty_page(subject, request.GET.get("county", ""), access.actor(request))
    return render(request, "league/certainty.html", context)


@access.public
@require_GET
def tiles(request: HttpRequest, code: str) -> HttpResponse:
    """A tile for every unit by county, coloured by rank, score or a dimension."""
    subject = edition_or_404(request, code)
    return render(request, "league/tiles.html", sights.tiles_page(subject, request.GET.get("by", "rank")))


@access.public
@require_GET
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """An edition as one file that anybody can verify offline."""
    subject = _frozen_or_404(request, code)
    response = HttpResponse(bundling.bundle_of(subject), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{subject.code}.zip"'
    return response


@access.public
@require_GET
def open_data(request: HttpRequest, code: str) -> HttpResponse:
    """An edition as JSON: board, dimensions, indicators with their definitions, manifest."""
    return JsonResponse(opendata.edition_data(_frozen_or_404(request, code)), json_dumps_params={"ensure_ascii": False})


@access.public
@require_GET
def cells(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Every cell of an edition as CSV."""
    subject = _frozen_or_404(request, code)
    response = StreamingHttpResponse(opendata.cells_csv(subject), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{subject.code}-cells.csv"'
    return response


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


def _frozen_or_404(request: HttpRequest, code: str) -> Edition:
    found = edition_or_404(request, code)
    if found.state == EditionState.DRAFT:
        raise Http404
    return found


def unit_or_404(request: HttpRequest, code: str, division: str) -> EditionUnit:
    """A unit in an edition that the reader may see; otherwise there is none."""
    found = queries.unit_of(edition_or_404(request, code), division)
    if found is None:
        raise Http404
    return found
