"""Pages of workbooks: a template to fill in, and sending it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.intake import clock, entry_pages
from leitai.intake.queries.entry import Target
from leitai.intake.services import submissions as services
from leitai.intake.services.datasets import IntakeError
from leitai.intake.views.entries import READERS, target_for
from leitai.intake.workbooks.faults import WorkbookError
from leitai.intake.workbooks.reading import bytes_of, file_label
from leitai.intake.workbooks.template import Filled, read_filled, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.roles(*READERS)
@require_GET
def download(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """The form as a workbook to be filled in."""
    actor = access.actor(request)
    target = target_for(actor, dataset, period, code)
    answer = HttpResponse(template(entry_pages.entry_for(target, actor, clock.today())), content_type=XLSX)
    name = f"{target.terms.spec.name}_{period}_{target.division.name}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@access.roles(Role.REPORTER)
@require_POST
def upload(request: HttpRequest, dataset: str, period: str, code: str) -> HttpResponse:
    """Read a filled workbook into the form; with a fault nothing is saved, and every faulty cell is named."""
    actor, file = access.actor(request), request.FILES.get("workbook")
    target = target_for(actor, dataset, period, code)
    try:
        data = bytes_of(file)
        filled = read_filled(data, target)
        if filled.faults:
            return _faulty(request, target, filled)
        name = file_label(file.name or "") if file else ""
        count, left = services.save_form(actor=actor, target=target, typed=filled.typed, file_name=name, original=data)
        for words in left:
            messages.error(request, words)
        said = ngettext("%(n)d figure read from the workbook.", "%(n)d figures read from the workbook.", count)
        messages.success(request, said % {"n": count})
    except (WorkbookError, IntakeError) as error:
        messages.error(request, str(error))
    return redirect("intake:entry", dataset, period, code)


def _faulty(request: HttpRequest, target: Target, filled: Filled) -> HttpResponse:
    title = _("Nothing was read: mend these cells and send the workbook again")
    context = {"target": target, "faults": filled.faults, "title": title}
    return render(request, "intake/faults.html", context, status=422)
