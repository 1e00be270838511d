"""Pages of integrity: patterns seen, asked about, answered, closed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake.queries import questions as queries
from leitai.intake.services import questions as services
from leitai.intake.services.datasets import IntakeError


@access.roles(Role.AUDITOR, Role.ADMINISTRATOR, Role.REPORTER)
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """The questions: all of them for auditors, a unit's own for its reporter."""
    page = Paginator(queries.questions_for(access.actor(request)), 50).get_page(request.GET.get("page"))
    return render(request, "intake/questions.html", {"page": page})


@access.roles(Role.AUDITOR)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look for patterns now."""
    count = services.look_for_patterns(actor=access.actor(request))
    messages.success(request, ngettext("%(n)d new question.", "%(n)d new questions.", count) % {"n": count})
    return redirect("intake:questions")


@access.roles(Role.AUDITOR, Role.REPORTER)
@require_POST
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """A unit answers, an auditor closes."""
    actor = access.actor(request)
    question = get_object_or_404(queries.questions_for(actor), pk=number)
    words = request.POST.get("words", "")
    try:
        if actor.has(Role.AUDITOR):
            services.close_question(actor=actor, question=question, closing=words)
        else:
            services.answer_question(actor=actor, question=question, answer=words)
    except IntakeError as error:
        messages.error(request, str(error))
    return redirect("intake:questions")
