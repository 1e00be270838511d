"""Objections: filed by a unit during public notice, answered by the league officer, read by everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.league import queries, services
from leitai.league.forms import AnswerForm, ObjectionForm
from leitai.league.models import Objection, ObjectionState
from leitai.league.views.boards import edition_or_404, unit_or_404


@access.public
@require_GET
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """All objections to an edition with what became of them."""
    subject, actor = edition_or_404(request, code), access.actor(request)
    context = {
        "edition": subject,
        "objections": queries.objections_of(subject),
        "officer": actor.has(Role.LEAGUE_OFFICER),
        "scope": actor.scope if actor.has(Role.REPORTER) else (),
        "answers": [(state.value, state.label) for state in services.ANSWERS],
        "open": ObjectionState.OPEN,
    }
    return render(request, "league/objections.html", context)


@access.roles(Role.REPORTER)
def new_objection(request: HttpRequest, code: str, division: str) -> HttpResponse:
    """File an objection for one's own unit."""
    unit, actor = unit_or_404(request, code, division), access.actor(request)
    if not services.may_object(actor, unit):
        raise Http404
    form = ObjectionForm(request.POST or None, cells=queries.cells_of(unit), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            services.file_objection(actor=actor, unit=unit, reason=form.cleaned_data["reason"], cell=form.cell())
        except services.ObjectionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Filed. The league officer answers here, in words."))
            return redirect("league:objections", code)
    context = {"form": form, "unit": unit, "edition": unit.edition}
    return render(request, "league/new_objection.html", context, status=422 if form.errors else 200)


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Uphold or dismiss an objection, in words."""
    subject, form = _objection_or_404(request, number), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("An answer gives its reason: write a sentence."))
        return redirect("league:objections", subject.unit.edition.code)
    try:
        services.answer_objection(actor=access.actor(request), objection=subject, **form.cleaned_data)
    except services.ObjectionError as error:
        messages.error(request, str(error))
    return redirect("league:objections", subject.unit.edition.code)


@access.roles(Role.REPORTER)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back one's own objection."""
    subject = _objection_or_404(request, number)
    if subject.unit.division.code not in access.actor(request).scope:
        raise Http404
    try:
        services.withdraw_objection(actor=access.actor(request), objection=subject)
    except services.ObjectionError as error:
        messages.error(request, str(error))
    return redirect("league:objections", subject.unit.edition.code)


def _objection_or_404(request: HttpRequest, number: int) -> Objection:
    found = queries.objection(number, access.actor(request))
    if found is None:
        raise Http404
    return found
