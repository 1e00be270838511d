"""Per-mu evaluation: runs, their enterprises and townships, public notice and objections."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.league.domain import Fault, PanelError
from leitai.league.permu import pages, queries, services
from leitai.league.permu.forms import ReasonForm, RunForm
from leitai.league.permu.lists import ListError
from leitai.league.permu.models import PermuRun


@access.public
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """All runs that the reader may see, and the rules."""
    actor = access.actor(request)
    context = {"runs": queries.runs_for(actor), "rules": queries.rules(), "officer": actor.has(Role.LEAGUE_OFFICER)}
    return render(request, "league/permu/runs.html", context)


@access.public
@require_GET
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run: grades, enterprises with their distance to the cliff, townships, objections."""
    subject = _run_or_404(request, number)
    return render(request, "league/permu/run.html", pages.run_page(subject, access.actor(request)))


@access.roles(Role.LEAGUE_OFFICER)
def new_run(request: HttpRequest) -> HttpResponse:
    """Take in a list of enterprises and evaluate it; every fault is told with its line."""
    form = RunForm(request.POST or None, request.FILES or None, rules=list(queries.rules()))
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = services.run_list(actor=access.actor(request), **form.values())
        except (ListError, PanelError) as error:
            faults = error.faults
        else:
            return redirect("league:permu-run", made.pk)
    wrong = bool(form.errors or faults)
    return render(request, "league/permu/new.html", {"form": form, "faults": faults}, status=422 if wrong else 200)


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def advance(request: HttpRequest, number: int) -> HttpResponse:
    """Give public notice, or make final."""
    try:
        services.advance_run(actor=access.actor(request), run=_run_or_404(request, number))
    except services.PermuError as error:
        messages.error(request, str(error))
    return redirect("league:permu-run", number)


@access.roles(Role.REPORTER)
def new_objection(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Object for an enterprise of one's own township."""
    actor = access.actor(request)
    firm = queries.firm_for(actor, number, code)
    if firm is None or not services.may_object(actor, firm):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.file_objection(actor=actor, firm=firm, reason=form.cleaned_data["reason"])
        except services.PermuError as error:
            form.add_error(None, str(error))
        else:
            return redirect("league:permu-run", number)
    context = {"form": form, "firm": firm}
    return render(request, "league/permu/object.html", context, status=422 if form.errors else 200)


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Uphold or dismiss an objection, in words."""
    actor = access.actor(request)
    subject = queries.objection(actor, number)
    if subject is None:
        raise Http404
    to, reply = request.POST.get("to", ""), request.POST.get("reply", "")
    try:
        services.answer_objection(actor=actor, objection=subject, to=to, reply=reply)
    except services.PermuError as error:
        messages.error(request, str(error))
    return redirect("league:permu-run", subject.firm.run_id)


def _run_or_404(request: HttpRequest, number: int) -> PermuRun:
    found = queries.run_for(access.actor(request), number)
    if found is None:
        raise Http404
    return found
