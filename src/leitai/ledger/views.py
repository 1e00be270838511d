"""Pages of the ledger: the catalogue, an indicator, the townships and their figures, a fact with its evidence."""

from datetime import date
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.divisions import queries as tree
from leitai.ledger import pages, queries, reorganising


@access.public
@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """The catalogue, by the six comparisons; searched by name, code or alias."""
    return render(request, "ledger/indicators.html", pages.catalogue_page(request.GET.get("q", "")))


@access.public
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its definition, how it adds up, the phrases that mean it, and its figures."""
    found = queries.indicator(code)
    if found is None:
        raise Http404
    as_of = pages.moment(request.GET.get("as_of", ""))
    facts = queries.visible(queries.of_indicator(code, as_of=as_of), access.actor(request))
    page = Paginator(facts, 50).get_page(request.GET.get("page"))
    return render(request, "ledger/indicator.html", {"indicator": found, "page": page, "as_of": as_of})


@access.public
@require_GET
def fact(request: HttpRequest, number: int) -> HttpResponse:
    """One figure: what it says, where it stands written, who recorded it, its corrections and its series."""
    found = queries.fact_for(access.actor(request), number)
    if found is None:
        raise Http404
    return render(request, "ledger/fact.html", pages.fact_page(found, pages.moment(request.GET.get("as_of", ""))))


@access.public
@require_GET
def divisions(request: HttpRequest) -> HttpResponse:
    """The townships by the county they report under, as the tree stood on a day."""
    day = _day(request.GET.get("day", ""))
    places = sorted(tree.townships(day), key=lambda place: (place.county_code, place.code))
    counties = [(name, list(inside)) for name, inside in groupby(places, lambda place: place.county)]
    return render(request, "ledger/divisions.html", {"counties": counties, "day": day, "count": len(places)})


@access.public
@require_GET
def division(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one division in force, newest first."""
    found = tree.by_code(code)
    if found is None:
        raise Http404
    as_of = pages.moment(request.GET.get("as_of", ""))
    facts = queries.visible(queries.of_division(code, as_of=as_of), access.actor(request))
    facts = pages.searched(facts, request.GET.get("q", ""))
    page = Paginator(facts, 50).get_page(request.GET.get("page"))
    context = {"division": found, "page": page, "query": request.GET.get("q", ""), "as_of": as_of}
    history = reorganising.history_of(code, timezone.localdate())
    return render(request, "ledger/division.html", {**context, "history": history})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
