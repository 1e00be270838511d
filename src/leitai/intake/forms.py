"""Forms of the ways in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.intake.documents import DocumentError, ReadDocument, checked, read_document
from leitai.intake.models import BriefFigure
from leitai.intake.services import Edit
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.ledger.domain.periods import Period, PeriodError

STATUS_LABELS = [
    (FactStatus.ACTUAL, _("actual")),
    (FactStatus.TARGET, _("target")),
    (FactStatus.PLANNED, _("planned")),
    (FactStatus.EXPECTED, _("expected")),
]
COMPARATOR_LABELS = [(c, _("range") if c is Comparator.RANGE else c.value) for c in Comparator]


class BriefForm(forms.Form):
    """A brief to be handed in: pasted text or a file, and the day it is from."""

    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Left empty, the first line is taken.")
    )
    published = forms.DateField(
        label=_("Date of the brief"),
        help_text=_("Words such as “last month” are counted from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14, "class": "brief-input"})
    )
    file = forms.FileField(label=_("or a file (.docx, .pdf, .html, .txt)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """Read the text from the file or the box; `document` holds it."""
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        try:
            data["document"] = _document(upload, data.get("text") or "")
        except DocumentError as error:
            self.add_error("file" if upload else "text", str(error))
        return data


def _document(upload: "UploadedFile[bytes] | None", text: str) -> ReadDocument:
    if upload:
        return read_document(upload.name or "", upload.read())
    return checked(text)


class FigureForm(forms.Form):
    """What a figure of a brief means."""

    indicator: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Indicator"), queryset=None)
    division: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, to_field_name="code"
    )
    period = forms.CharField(label=_("Period"), max_length=24, help_text=_("2019, 2019Q1, 2019-03 or 2019-01/2019-09"))
    status = forms.ChoiceField(label=_("Status"), choices=STATUS_LABELS)
    comparator = forms.ChoiceField(label=_("Comparator"), choices=COMPARATOR_LABELS)
    value = forms.DecimalField(label=_("Value"), max_digits=28, decimal_places=8)
    value_max = forms.DecimalField(label=_("Upper end"), max_digits=28, decimal_places=8, required=False)

    def __init__(self, *args: Any, scope: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"indicator": ledger.indicators(), "division": divisions.with_codes(scope)}
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # both choose among rows

    def clean_period(self) -> str:
        """The period in its one form."""
        try:
            return Period.parse(self.cleaned_data["period"].strip()).text
        except PeriodError as error:
            raise forms.ValidationError(
                _("No period: write 2019, 2019H1, 2019Q1, 2019-03, 2019-03-31 or two of them as 2019-01/2019-09.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """A range has two ends in order, anything else one."""
        data: dict[str, Any] = super().clean() or {}
        low, high = data.get("value"), data.get("value_max")
        if data.get("comparator") == Comparator.RANGE:
            if low is not None and (high is None or high <= low):
                self.add_error("value_max", _("A range needs an upper end above its value."))
        elif high is not None:
            self.add_error("value_max", _("Only a range has an upper end: choose “range”, or empty this field."))
        return data

    def edit(self) -> Edit:
        """The valid form as a value."""
        data = self.cleaned_data
        return Edit(
            indicator_id=data["indicator"].pk,
            division_id=data["division"].pk,
            period=data["period"],
            status=FactStatus(data["status"]),
            comparator=Comparator(data["comparator"]),
            value=data["value"],
            value_max=data["value_max"],
        )


def figure_form(figure: BriefFigure, scope: frozenset[str], data: Any = None) -> FigureForm:
    """The form of one figure, filled with what is proposed."""
    division = figure.division.code if figure.division else figure.brief.division.code
    initial = {name: getattr(figure, name) for name in ("indicator", "period", "status", "comparator")}
    initial |= {"value": _short(figure.value), "value_max": _short(figure.value_max), "division": division}
    return FigureForm(data, initial=initial, scope=scope, prefix=f"f{figure.pk}")


def _short(value: Any) -> Any:
    return value.normalize() if value is not None and value != value.to_integral_value() else value and int(value)


class CalendarForm(forms.Form):
    """A day against the national calendar."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    works = forms.TypedChoiceField(
        label=_("The day is"),
        choices=[("yes", _("a working day")), ("no", _("free"))],
        coerce=lambda value: value == "yes",
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class AnswerForm(forms.Form):
    """The answer to a unit that asks to write to a closed period."""

    answer = forms.CharField(label=_("Why"), max_length=300)
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
