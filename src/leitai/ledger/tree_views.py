"""Pages of the tree's changes: what was reorganised, and entering another change."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.divisions import queries as tree
from leitai.divisions.domain import ChangeKind
from leitai.ledger import reorganising, services
from leitai.ledger.forms import ChangeForm


@access.public
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """The reorganisations, newest first."""
    page = Paginator(tree.reorganisations(), 50).get_page(request.GET.get("page"))
    rows = [reorganising.told(row) for row in page]
    may = access.actor(request).has(Role.ADMINISTRATOR)
    kinds = [(kind.value, word) for kind, word in reorganising.KIND_WORDS.items()] if may else []
    return render(request, "ledger/changes.html", {"page": page, "rows": rows, "kinds": kinds})


@access.roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def reorganise(request: HttpRequest, kind: str) -> HttpResponse:
    """A change to fill in; what it will make different; then entered, or not."""
    if kind not in set(ChangeKind):
        raise Http404
    form = ChangeForm(ChangeKind(kind), tree.places(), request.POST or None)
    ready = request.method == "POST" and form.is_valid()
    if ready and "enter" in request.POST:
        change, why = form.change(form.cleaned_data), form.cleaned_data
        services.reorganise(
            actor=access.actor(request), change=change, reason=why["reason"], document=why["document"],
            today=timezone.localdate(),
        )  # fmt: skip
        messages.success(request, _("The change is entered. The tree of the days before it stays as it was."))
        return redirect("ledger:changes")
    preview = reorganising.differences(form.places, form.done) if form.done else []
    context = {"form": form, "label": reorganising.KIND_WORDS[ChangeKind(kind)], "preview": preview, "done": form.done}
    return render(request, "ledger/reorganise.html", context, status=422 if form.errors else 200)
