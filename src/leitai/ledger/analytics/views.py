"""The pivot: its page, its files, the facts behind it, and the views that people keep."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.ledger import queries as ledger
from leitai.ledger.analytics import exports, pivot, presenting, queries, services, tiles
from leitai.ledger.analytics.forms import KeepForm, PivotForm


@access.public
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The form, the table that answers it, a chart beside it, and the views kept."""
    form = PivotForm(request.GET, today=timezone.localdate())
    actor, query = access.actor(request), request.GET.urlencode()
    context = {"form": form, "query": query, "kept": queries.kept_pivots(actor), "actor": actor}
    if form.is_valid():
        table = pivot.compute(form.request(), today=timezone.localdate())
        context |= presenting.page(table) | {"map": tiles.tile_map(table)}
    keeping = KeepForm(initial={"query": query}) if actor.user_id else None
    return render(request, "ledger/pivot.html", {**context, "keeping": keeping})


@access.public
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The table as a file: xlsx, csv or parquet."""
    asked, written = PivotForm(request.GET, today=timezone.localdate()), exports.FORMS.get(form)
    if written is None or not asked.is_valid():
        raise Http404
    table = pivot.compute(asked.request(), today=timezone.localdate())
    headers = {"Content-Disposition": f'attachment; filename="pivot.{form}"'}
    return HttpResponse(written.write(table), content_type=written.media_type, headers=headers)


@access.public
@require_GET
def facts(request: HttpRequest) -> HttpResponseBase:
    """The facts in force of the chosen indicators within the chosen days, as a stream of CSV."""
    asked = PivotForm(request.GET, today=timezone.localdate())
    if not asked.is_valid():
        raise Http404
    given = asked.cleaned_data
    rows = ledger.facts_in_force(as_of=given["as_of"]).filter(
        indicator__code__in=given["indicator"], first_day__gte=given["since"], last_day__lte=given["until"]
    )
    stream = exports.facts_as_csv(ledger.visible(rows, access.actor(request)))
    headers = {"Content-Disposition": 'attachment; filename="facts.csv"'}
    return StreamingHttpResponse(stream, content_type="text/csv; charset=utf-8", headers=headers)


@access.signed_in
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the view under a name."""
    form = KeepForm(request.POST)
    if form.is_valid():
        services.keep_pivot(actor=access.actor(request), **form.cleaned_data)
        messages.success(request, _("The view is kept."))
    else:
        messages.error(request, _("The view was not kept: give it a name of at most 80 characters."))
    return redirect(f"{reverse('ledger:pivot')}?{form.data.get('query', '')}")


@access.signed_in
@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Remove one of one's own views."""
    actor = access.actor(request)
    kept = queries.own_pivot(actor, number)
    if kept is None:
        raise Http404
    services.drop_pivot(actor=actor, kept=kept)
    return redirect("ledger:pivot")
