"""Pages of phrases: what was learned waits for a decision, what nobody matched is matched or becomes an indicator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake.phrase_forms import IndicatorForm, MatchForm
from leitai.intake.queries.phrases import open_phrases
from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger

READERS = (Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


@access.roles(*READERS)
@require_GET
def phrases(request: HttpRequest) -> HttpResponse:
    """What was learned, and what is still without an indicator."""
    context = {
        "learned": ledger_queries.learned_aliases(),
        "open": open_phrases(),
        "indicators": ledger_queries.indicators(),
        "officer": access.actor(request).has(Role.LEAGUE_OFFICER),
    }
    return render(request, "intake/phrases.html", context)


@access.roles(*READERS)
@require_GET
def export_phrases(request: HttpRequest) -> HttpResponse:
    """The learned phrases as JSON: phrase, indicator, whether accepted."""
    rows = [
        {"phrase": row.phrase, "indicator": row.indicator.code, "accepted": row.accepted}
        for row in ledger_queries.learned_aliases()
    ]
    response = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="leitai-phrases.json"'
    return response


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def decide_phrase(request: HttpRequest, number: int) -> HttpResponse:
    """Take a learned phrase into use, or strike it out."""
    alias = get_object_or_404(ledger_queries.learned_aliases(), pk=number)
    try:
        ledger.decide_alias(actor=access.actor(request), alias=alias, accepted=request.POST.get("to") == "accepted")
    except ledger.PhraseTakenError as error:
        messages.error(request, str(error))
    return redirect("intake:phrases")


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def match_phrase(request: HttpRequest) -> HttpResponse:
    """Say which indicator a phrase means; it is in use from now on."""
    form, actor = MatchForm(request.POST), access.actor(request)
    if not form.is_valid():
        messages.error(request, _("Choose the indicator that the phrase means."))
        return redirect("intake:phrases")
    indicator, phrase = form.cleaned_data["indicator"], form.cleaned_data["phrase"]
    try:
        alias = ledger.propose_alias(actor=actor, indicator=indicator, phrase=phrase)
        ledger.decide_alias(actor=actor, alias=alias, accepted=True)
    except ledger.PhraseTakenError as error:
        messages.error(request, str(error))
    return redirect("intake:phrases")


@access.roles(Role.LEAGUE_OFFICER)
def new_indicator(request: HttpRequest) -> HttpResponse:
    """Make an indicator, mostly of a phrase that has none."""
    start = {"name": request.GET.get("phrase", ""), "unit": request.GET.get("unit", "")}
    form = IndicatorForm(request.POST or None, initial=start, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        ledger.load_catalogue(actor=access.actor(request), specs=[form.spec])
        return redirect("ledger:indicator", form.spec.code)
    return render(request, "intake/new_indicator.html", {"form": form}, status=422 if form.errors else 200)
