"""Pages of what is owed: a unit's own list, completeness, reminders, locks, the working calendar."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake import clock, period_pages
from leitai.intake.forms import AnswerForm, CalendarForm
from leitai.intake.queries import datasets, owed, reminding
from leitai.intake.services import datasets as services
from leitai.intake.services import reminding as letters

AT_ONCE = 50
LETTERS_AT_ONCE = 100
OVERSEERS = (Role.REVIEWER, Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
CALENDAR_KEEPERS = (Role.LEAGUE_OFFICER, Role.ADMINISTRATOR)


@access.roles(Role.REPORTER)
@require_GET
def owed_list(request: HttpRequest) -> HttpResponse:
    """What the reporter's unit owes, and what it handed in."""
    actor, today = access.actor(request), clock.today()
    rows = owed.owed_by(actor.division_code, today)
    context = {"today": today, "open": [row for row in rows if row.open], "done": [row for row in rows if not row.open]}
    return render(request, "intake/owed.html", context)


@access.roles(*OVERSEERS)
@require_GET
def completeness(request: HttpRequest) -> HttpResponse:
    """Who handed in a data set for a period, and when."""
    context = period_pages.completeness_page(access.actor(request), request.GET, clock.today())
    return render(request, "intake/completeness.html", context)


@access.roles(Role.REVIEWER, Role.LEAGUE_OFFICER)
def remind(request: HttpRequest, dataset: str, period: str) -> HttpResponse:
    """Whom to remind (GET), or remind them (POST)."""
    actor, today = access.actor(request), clock.today()
    found = datasets.terms_of(dataset, period)
    if found is None:
        raise Http404
    table = owed.period_table(*found, today, period_pages.scope_of(actor))
    if request.method == "POST" and "mail" in request.POST:
        _send(request, reminding.drafts([table], today, asked=True))
        return redirect("intake:remind", dataset, period)
    if request.method == "POST":
        count = len(services.remind(actor=actor, table=table))
        messages.success(request, ngettext("%(n)d unit reminded.", "%(n)d units reminded.", count) % {"n": count})
        return _back_to(dataset, period)
    return render(request, "intake/remind.html", period_pages.remind_page(table, today))


def _send(request: HttpRequest, drafts: Sequence[reminding.Draft]) -> None:
    """Send the first letters, as many as a request has time for; the page says how many wait."""
    try:
        posted = letters.send_letters(actor=access.actor(request), drafts=drafts[:LETTERS_AT_ONCE])
    except services.IntakeError as error:
        messages.error(request, str(error))
        return
    said = ngettext("%(n)d e-mail sent.", "%(n)d e-mails sent.", posted.sent) % {"n": posted.sent}
    messages.success(request, said)
    if posted.failed:
        messages.error(request, _("Not taken by the mail server: %(n)d. Try again later.") % {"n": posted.failed})


@access.roles(Role.LEAGUE_OFFICER)
@require_POST
def lock(request: HttpRequest, dataset: str, period: str) -> HttpResponse:
    """Close a period, or open a closed one, with a reason."""
    actor, reason, found = access.actor(request), request.POST.get("reason", ""), datasets.terms_of(dataset, period)
    if found is None:
        raise Http404
    standing = datasets.lock_of(found[0].dataset.pk, period)
    try:
        if standing is None:
            services.lock_period(actor=actor, dataset=found[0].dataset, period=period, reason=reason)
        else:
            services.lift_lock(actor=actor, lock=standing, reason=reason)
    except services.IntakeError as error:
        messages.error(request, str(error))
    return _back_to(dataset, period)


def _back_to(dataset: str, period: str) -> HttpResponse:
    return redirect(f"{reverse('intake:completeness')}?dataset={dataset}&period={period}")


@access.roles(*OVERSEERS)
@require_GET
def unlocking(request: HttpRequest) -> HttpResponse:
    """Who asked to write to a closed period, and what was answered."""
    asked = datasets.unlock_requests(access.actor(request))
    rows = Paginator(asked, AT_ONCE).get_page(request.GET.get("page"))
    locks = Paginator(datasets.locks(), AT_ONCE).get_page(request.GET.get("locks"))
    context = {"rows": rows, "locks": locks, "form": AnswerForm()}
    return render(request, "intake/unlocking.html", context)


@access.roles(Role.REVIEWER, Role.LEAGUE_OFFICER)
@require_POST
def answer_unlock(request: HttpRequest, number: int) -> HttpResponse:
    """Let a unit in until a day, or refuse."""
    actor = access.actor(request)
    asked = get_object_or_404(datasets.unlock_requests(actor), pk=number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("intake:unlocking")
    try:
        services.answer_unlock(actor=actor, request=asked, granted="grant" in request.POST, **form.cleaned_data)
    except services.IntakeError as error:
        messages.error(request, str(error))
    return redirect("intake:unlocking")


@access.roles(*CALENDAR_KEEPERS)
def calendar(request: HttpRequest) -> HttpResponse:
    """The days that are worked or free against the national calendar; a form to enter another."""
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_calendar_exception(actor=access.actor(request), **form.cleaned_data)
        return redirect("intake:calendar")
    context = {"form": form, "rows": datasets.exceptions(), "year": clock.today().year}
    context["national"] = datasets.national_days(clock.today().year)
    return render(request, "intake/calendar.html", context, status=422 if form.errors else 200)


@access.roles(*CALENDAR_KEEPERS)
@require_POST
def drop_day(request: HttpRequest, number: int) -> HttpResponse:
    """Let the national calendar hold again for a day."""
    row = get_object_or_404(datasets.exceptions(), pk=number)
    services.drop_calendar_exception(actor=access.actor(request), row=row)
    return redirect("intake:calendar")
