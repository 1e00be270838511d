"""Pages of the terms of data sets: which there are, and changing what is asked of whom from a day on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake.domain.datasets import DataSetSpec
from leitai.intake.queries import datasets as queries
from leitai.intake.rule_forms import said_of, units_of_today
from leitai.intake.services import terms as services
from leitai.intake.services.datasets import IntakeError
from leitai.intake.terms_forms import NewTermsForm, TermsForm

KEEPERS = (Role.LEAGUE_OFFICER, Role.ADMINISTRATOR)


@access.roles(*KEEPERS)
@require_GET
def datasets(request: HttpRequest) -> HttpResponse:
    """Every data set with its terms, those that hold and those that held."""
    return render(request, "intake/datasets.html", {"rows": queries.terms()})


@access.roles(*KEEPERS)
def new_dataset(request: HttpRequest) -> HttpResponse:
    """Make a data set."""
    return _page(request, NewTermsForm(request.POST or None), None)


@access.roles(*KEEPERS)
@require_GET
def check_rule(request: HttpRequest) -> HttpResponse:
    """What a rule says in plain words while it is typed, or what is wrong with it."""
    formula = next((str(value) for name, value in request.GET.items() if name.endswith("formula")), "")
    return render(request, "intake/_rule_said.html", {"said": said_of(formula, units_of_today())})


@access.roles(*KEEPERS)
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    """Let other terms hold for a data set from a day on."""
    held = [row.spec for row in queries.terms() if row.dataset.code == code]
    if not held:
        raise Http404
    return _page(request, TermsForm(request.POST or None, spec=held[-1]), held[-1])


def _page(request: HttpRequest, form: TermsForm, spec: DataSetSpec | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            services.set_terms(actor=access.actor(request), spec=form.terms(), new=spec is None)
        except IntakeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. The terms hold for periods that begin on that day or later."))
            return redirect("intake:datasets")
    return render(request, "intake/dataset.html", {"form": form, "spec": spec}, status=422 if form.errors else 200)
