"""Pages of tables in anybody's shape: send one, say which column is what, read it into the forms."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitai.accounts import access
from leitai.accounts.domain import Actor, Role
from leitai.intake import clock
from leitai.intake.domain.tables import Shape, shape_of
from leitai.intake.models import TableUpload
from leitai.intake.queries import datasets
from leitai.intake.queries import tables as queries
from leitai.intake.services import tables as services
from leitai.intake.services.datasets import IntakeError
from leitai.intake.workbooks.faults import WorkbookError
from leitai.intake.workbooks.prescan import MOST_ROWS, column_letters
from leitai.intake.workbooks.reading import Sheet, bytes_of, file_label, read_workbook
from leitai.intake.workbooks.tables import Names, names_for, read_table, shape_for
from leitai.ledger import queries as ledger
from leitai.ledger.domain.writing import whole_number

SHOWN = 8


@access.roles(Role.REPORTER)
def tables(request: HttpRequest) -> HttpResponse:
    """Send a table (POST); the list of mappings kept, and of tables sent (GET)."""
    actor, today = access.actor(request), clock.today()
    if request.method == "POST":
        return _sent(request, actor)
    periods = [(terms, terms.periods(today)[::-1][:4]) for terms in datasets.terms()]
    context = {"periods": periods, "mappings": queries.mappings_for(actor), "uploads": queries.uploads_for(actor)[:20]}
    return render(request, "intake/tables.html", context)


def _sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    file, (dataset, _bar, period) = request.FILES.get("table"), request.POST.get("form", "").partition("|")
    found = datasets.terms_of(dataset, period)
    if found is None:
        raise Http404
    try:
        data = bytes_of(file)
        read_workbook(data)
    except WorkbookError as error:
        messages.error(request, str(error))
        return redirect("intake:tables")
    name = file_label(file.name or "") if file else ""
    upload = services.keep_upload(actor=actor, dataset=found[0].dataset, period=period, file_name=name, data=data)
    mapping = whole_number(request.POST.get("mapping"))
    return redirect(reverse("intake:table", args=[upload.pk]) + ("" if mapping is None else f"?mapping={mapping}"))


@access.roles(Role.REPORTER)
def table(request: HttpRequest, number: int) -> HttpResponse:
    """What a table says by its shape, as recognised, kept, or changed on the page."""
    actor = access.actor(request)
    upload = get_object_or_404(queries.uploads_for(actor), pk=number)
    context = _page(actor, upload, request.GET)
    return render(request, "intake/table.html", context)


@access.roles(Role.REPORTER)
@require_POST
def read_in(request: HttpRequest, number: int) -> HttpResponse:
    """Read the table into the forms of its units, and keep its shape under a name where one is given."""
    actor = access.actor(request)
    upload = get_object_or_404(queries.uploads_for(actor), pk=number)
    page = _page(actor, upload, request.POST)
    if page["read"].faults or not page["read"].cells:
        return render(request, "intake/table.html", page, status=422)
    try:
        forms, figures = services.read_into_forms(actor=actor, upload=upload, cells=page["read"].cells)
        if request.POST.get("name"):
            services.keep_mapping(actor=actor, dataset=upload.dataset, name=request.POST["name"], shape=page["shape"])
    except IntakeError as error:
        messages.error(request, str(error))
        return redirect("intake:table", number)
    said = _("Read in: figures %(figures)s, forms %(forms)s. Look at them, then submit.")
    messages.success(request, said % {"figures": figures, "forms": forms})
    return redirect("intake:owed")


def _page(actor: Actor, upload: TableUpload, query: QueryDict) -> dict[str, Any]:
    found = datasets.terms_of(upload.dataset.code, upload.period)
    if found is None:
        raise Http404
    names = names_for(found[0], actor)
    sheets = read_workbook(bytes(upload.data))
    sheet = next((one for one in sheets if one.name == query.get("sheet")), sheets[0])
    shape = _shape(actor, upload, query, sheet, names)
    width = min(60, max((len(row) for row in sheet.rows), default=0))
    rows = ledger.indicators().filter(code__in=found[0].spec.indicators)
    return {
        "upload": upload,
        "terms": found[0],
        "sheet": sheet,
        "sheets": [one.name for one in sheets],
        "shape": shape,
        "indicators": rows,
        "columns": [
            (n, column_letters(n), sheet.text(n, shape.header_row), shape.indicators.get(n, ""))
            for n in range(1, width + 1)
        ],
        "lines": [
            [sheet.text(n, row) for n in range(1, width + 1)] for row in range(1, min(SHOWN, len(sheet.rows)) + 1)
        ],
        "read": read_table(sheet, shape, names),
    }


def _shape(actor: Actor, upload: TableUpload, query: QueryDict, sheet: Sheet, names: Names) -> Shape:
    if header_row := _place(query.get("header_row")):
        columns = {_place(key[2:]): str(code) for key, code in query.items() if key.startswith("i-")}
        known = set(names.phrases.values())
        return Shape(
            header_row=header_row,
            unit_column=_place(query.get("unit_column")),
            indicators={column: code for column, code in columns.items() if column and code in known},
            name_column=_place(query.get("name_column")),
            value_column=_place(query.get("value_column")),
        )
    mapping = whole_number(query.get("mapping"))
    kept = queries.mappings_for(actor).filter(pk=mapping, dataset=upload.dataset).first() if mapping else None
    return shape_of(kept.shape) if kept else shape_for(sheet, names)


def _place(text: object) -> int:
    """A row or a column of a sheet, counted from 1; 0 where none is said."""
    return whole_number(text, most=MOST_ROWS) or 0
