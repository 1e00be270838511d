"""Pages of the ways in."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake import pages, queries, services
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.figure_forms import figure_form
from leitai.intake.forms import BriefForm
from leitai.intake.models import Brief, BriefFigure

READERS = (Role.REPORTER, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR)


@access.roles(*READERS)
@require_GET
def briefs(request: HttpRequest) -> HttpResponse:
    """The briefs that the reader may see, newest first, by state."""
    rows = queries.briefs_for(access.actor(request))
    state = request.GET.get("state", "")
    if state in set(BriefState):
        rows = rows.filter(state=state)
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "intake/briefs.html", {"page": page, "state": state, "states": pages.STATE_LABELS})


@access.roles(Role.REPORTER)
def new_brief(request: HttpRequest) -> HttpResponse:
    """Hand in a brief: paste it, or upload it."""
    actor = access.actor(request)
    form = BriefForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        brief = services.hand_in_brief(
            actor=actor,
            division_code=actor.division_code,
            title=form.cleaned_data["title"] or document.title,
            text=document.text,
            published=form.cleaned_data["published"],
            file_name=getattr(form.cleaned_data["file"], "name", ""),
        )
        return redirect("intake:brief", brief.pk)
    return render(request, "intake/new_brief.html", {"form": form}, status=422 if form.errors else 200)


@access.roles(*READERS)
@require_GET
def brief(request: HttpRequest, number: int) -> HttpResponse:
    """A brief with its figures marked in place, and the table of proposed facts beside it."""
    return render(request, "intake/brief.html", pages.brief_page(_brief(request, number), access.actor(request)))


@access.roles(Role.REPORTER)
def figure(request: HttpRequest, number: int, ordinal: int) -> HttpResponse:
    """The form of one figure (GET), or what it means from now on (POST)."""
    actor, subject = access.actor(request), _figure(request, number, ordinal)
    form = figure_form(subject, actor.scope, request.POST or None, shown=request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_figure(actor=actor, figure=subject, edit=form.edit())
        except services.BriefError as error:
            form.add_error(None, str(error))
        else:
            return _row(request, subject)
    context = {"figure": subject, "form": form, "brief": subject.brief}
    template = "intake/_figure_form.html" if request.headers.get("HX-Request") else "intake/figure.html"
    return render(request, template, context, status=422 if form.errors else 200)


@access.roles(Role.REPORTER)
@require_POST
def decide(request: HttpRequest, number: int, ordinal: int, decision: str) -> HttpResponse:
    """Keep, drop, or take the decision back."""
    subject = _figure(request, number, ordinal)
    if decision not in set(Decision):
        raise Http404
    try:
        services.decide_figure(actor=access.actor(request), figure=subject, decision=Decision(decision))
    except services.BriefError as error:
        messages.error(request, str(error))
    return _row(request, subject)


@access.roles(Role.REPORTER)
@require_POST
def keep_complete(request: HttpRequest, number: int) -> HttpResponse:
    """Keep all figures that leave nothing open."""
    try:
        kept = services.keep_complete(actor=access.actor(request), brief=_brief(request, number))
    except services.BriefError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, ngettext("%(n)d figure kept.", "%(n)d figures kept.", kept) % {"n": kept})
    return redirect("intake:brief", number)


@access.roles(Role.REPORTER)
@require_POST
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Send the brief to its reviewer."""
    return _step(request, number, services.submit_brief, _("Submitted. Its reviewer sees it now."))


@access.roles(Role.REVIEWER)
@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the figures in the ledger."""
    reason = request.POST.get("reason", "")
    return _step(request, number, services.accept_brief, _("Accepted. The figures stand in the ledger."), reason=reason)


@access.roles(Role.REVIEWER)
@require_POST
def return_brief(request: HttpRequest, number: int) -> HttpResponse:
    """Send the brief back with a remark."""
    remark = request.POST.get("remark", "")
    return _step(request, number, services.return_brief, _("Returned to its reporter."), remark=remark)


def _step(request: HttpRequest, number: int, verb: Callable[..., object], done: str, **said: str) -> HttpResponse:
    try:
        verb(actor=access.actor(request), brief=_brief(request, number), **said)
    except services.BriefError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("intake:brief", number)


def _row(request: HttpRequest, subject: BriefFigure) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("intake:brief", subject.brief_id)
    subject.refresh_from_db()
    return render(request, "intake/_figure_row.html", pages.row_context(subject, editable=True))


def _brief(request: HttpRequest, number: int) -> Brief:
    found = queries.brief_for(access.actor(request), number)
    if found is None:
        raise Http404
    return found


def _figure(request: HttpRequest, number: int, ordinal: int) -> BriefFigure:
    found = next((f for f in queries.figures_of(_brief(request, number)) if f.ordinal == ordinal), None)
    if found is None:
        raise Http404
    return found
