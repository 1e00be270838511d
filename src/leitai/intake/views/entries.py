"""Pages of forms: the grid, a cell that saves itself, submitting, taking back, asking to be let in."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Actor, Role
from leitai.intake import clock, entry_pages
from leitai.intake.domain.typing_in import NotANumber, TooFine, number_typed
from leitai.intake.queries import datasets
from leitai.intake.queries.entry import Target, target_of
from leitai.intake.services import datasets as unlocking
from leitai.intake.services import submissions as services
from leitai.intake.services.datasets import IntakeError
from leitai.ledger.domain.writing import whole_number

READERS = (Role.REPORTER, Role.REVIEWER, Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


@access.roles(*READERS)
@require_GET
def entry(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """A form of a unit: to be filled by its reporter, decided by its reviewer, read by others."""
    actor = access.actor(request)
    context = entry_pages.entry_page(target_for(actor, dataset, period, code), actor, clock.today())
    return render(request, "intake/entry.html", context)


@access.roles(Role.REPORTER)
@require_POST
def save_cell(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """Save one cell; the answer tells what the checks find now."""
    target, today = target_for(access.actor(request), dataset, period, code), clock.today()
    try:
        cell = services.save_cell(actor=access.actor(request), target=target, typed=_typed(json.loads(request.body)))
    except services.CellConflict as error:
        return JsonResponse(entry_pages.conflict_answer(error.cell, str(error)), status=409)
    except NotANumber as error:
        return JsonResponse({"message": not_a_number(error)}, status=422)
    except IntakeError as error:
        return JsonResponse({"message": str(error)}, status=422)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"message": _("The request cannot be read: load the page again.")}, status=400)
    return JsonResponse(entry_pages.saved_answer(target, cell, today))


def _typed(body: dict[str, object]) -> services.Typed:
    base = body.get("base")
    return services.Typed(
        indicator=str(body["indicator"]),
        value=number_typed(str(body["value"])),
        comment=str(body.get("comment", "")),
        flagged=body.get("flagged") is True,
        base=base if isinstance(base, int) else None,
        key=UUID(str(body["key"])),
    )


@access.roles(Role.REPORTER)
@require_POST
def save_form(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """Save the whole form as a browser without scripts sends it; submit it where that button was pressed."""
    actor = access.actor(request)
    target = target_for(actor, dataset, period, code)
    typed, wrong = _all_typed(request.POST, target)
    try:
        count, refused = services.save_form(actor=actor, target=target, typed=typed)
        for words in (*wrong, *refused):
            messages.error(request, words)
        if "submit" in request.POST and not wrong and not refused:
            services.submit(actor=actor, target=target)
            messages.success(request, _("Submitted. Its reviewer sees it now."))
        else:
            messages.success(request, ngettext("%(n)d figure saved.", "%(n)d figures saved.", count) % {"n": count})
    except IntakeError as error:
        messages.error(request, str(error))
    return redirect("intake:entry", dataset, period, code)


def _all_typed(data: QueryDict, target: Target) -> tuple[list[services.Typed], list[str]]:
    """Every cell that can be read, and what is wrong with the others."""
    typed, wrong = [], []
    for code in target.terms.spec.indicators:
        try:
            typed += [_typed_in_form(data, code)] if f"v-{code}" in data else []
        except NotANumber as error:
            wrong.append(not_a_number(error))
    return typed, wrong


def _typed_in_form(data: QueryDict, code: str) -> services.Typed:
    return services.Typed(
        indicator=code,
        value=number_typed(str(data[f"v-{code}"])),
        comment=str(data.get(f"c-{code}", "")),
        flagged=f"f-{code}" in data,
        base=whole_number(data.get(f"r-{code}")),
    )


def not_a_number(error: NotANumber) -> str:
    """What is wrong with a text that should be a figure."""
    if isinstance(error, TooFine):
        return _("“%(text)s” has more than 8 decimals: round it") % {"text": error.text[:40]}
    return _("“%(text)s” is no figure: write digits and at most one point, like 1234.5, without a unit.") % {
        "text": error.text[:40]
    }


@access.roles(Role.REPORTER)
@require_POST
def recall(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """Take a submission back that nobody has decided yet."""
    actor = access.actor(request)
    try:
        services.recall(actor=actor, target=target_for(actor, dataset, period, code))
    except IntakeError as error:
        messages.error(request, str(error))
    return redirect("intake:entry", dataset, period, code)


@access.roles(Role.REPORTER)
@require_POST
def ask_unlock(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """Ask to write to a closed period."""
    actor = access.actor(request)
    target = target_for(actor, dataset, period, code)
    lock = datasets.lock_of(target.terms.dataset.pk, period)
    if lock is None:
        raise Http404
    try:
        unlocking.ask_unlock(actor=actor, lock=lock, division_code=code, reason=request.POST.get("reason", ""))
    except IntakeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Asked. The answer will stand here."))
    return redirect("intake:entry", dataset, period, code)


def target_for(actor: Actor, dataset: str, period: str, code: str) -> Target:
    """The form at an address, where the actor may see the unit. Raises Http404."""
    found = target_of(dataset, period, code)
    if found is None or found.period.last >= clock.today():  # a period is reported once it has ended
        raise Http404
    if not (actor.covers(code) or actor.has(*datasets.SEE_ALL)):
        raise Http404
    return found
