"""Pages of reviewers: what waits, deciding one form or many, taking an acceptance back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake import entry_pages
from leitai.intake.domain.submissions import SubmissionState
from leitai.intake.models import Submission
from leitai.intake.queries import submissions as queries
from leitai.intake.services import review as services
from leitai.intake.services.datasets import IntakeError
from leitai.ledger.domain.writing import whole_number

AT_ONCE = 25
DECIDERS = (Role.REVIEWER, Role.LEAGUE_OFFICER)


@access.roles(*DECIDERS, Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """What waits for a decision of the reader, and what was handed in before."""
    actor = access.actor(request)
    waiting = Paginator(queries.waiting(actor), AT_ONCE).get_page(request.GET.get("waiting"))
    handed_in = queries.submissions_for(actor).order_by("-submitted_at", "-pk")
    page = Paginator(handed_in, AT_ONCE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "rows": entry_pages.waiting_rows(list(waiting)), "page": page}
    return render(request, "intake/review.html", context)


@access.roles(*DECIDERS)
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept all that were ticked."""
    actor = access.actor(request)
    numbers = [number for text in request.POST.getlist("submission") if (number := whole_number(text)) is not None]
    count, kept = services.accept_many(actor=actor, submissions=queries.by_numbers(actor, numbers))
    if count:
        messages.success(request, ngettext("%(n)d form accepted.", "%(n)d forms accepted.", count) % {"n": count})
    for why in kept[:10]:
        messages.error(request, why)
    return redirect("intake:review")


@access.roles(*DECIDERS)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Accept a form, return it with reasons, or take its acceptance back: as the button says."""
    submission = _submission(request, number)
    actor, said = access.actor(request), request.POST.get("remark", "")
    try:
        if "accept" in request.POST:
            done = services.accept(actor=actor, submission=submission, reason=request.POST.get("reason", ""))
            messages.success(request, _done(done))
        elif "reopen" in request.POST:
            services.reopen(actor=actor, submission=submission, reason=said)
        else:
            reasons = {name[2:]: str(why) for name, why in request.POST.items() if name.startswith("w-")}
            services.return_submission(actor=actor, submission=submission, remark=said, reasons=reasons)
            messages.success(request, _("Returned to its reporter."))
    except IntakeError as error:
        messages.error(request, str(error))
    return redirect("intake:entry", submission.dataset.code, submission.period, submission.division.code)


def _done(state: SubmissionState) -> str:
    if state is SubmissionState.ACCEPTED:
        return _("Accepted. The figures stand in the ledger.")
    return _("Accepted by the county. Now it waits for the city.")


def _submission(request: HttpRequest, number: int) -> Submission:
    found = queries.by_number(access.actor(request), number)
    if found is None:
        raise Http404
    return found
