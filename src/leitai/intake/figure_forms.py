"""The form of one figure of a brief. Its values follow the indicator: another unit of measure, another number."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.intake import queries
from leitai.intake.domain.amounts import Said, in_unit
from leitai.intake.models import BriefFigure
from leitai.intake.services import Edit
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import Comparator, FactStatus, plain
from leitai.ledger.domain.periods import Period, PeriodError
from leitai.ledger.domain.units import UnitError

STATUS_LABELS = [
    (FactStatus.ACTUAL, _("actual")),
    (FactStatus.TARGET, _("target")),
    (FactStatus.PLANNED, _("planned")),
    (FactStatus.EXPECTED, _("expected")),
]
COMPARATOR_LABELS = [(c, _("range") if c is Comparator.RANGE else c.value) for c in Comparator]


class DivisionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when run
    """A choice among divisions, by their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """What a choice is called."""
        return divisions.place_name(obj.name)


class FigureForm(forms.Form):
    """What a figure of a brief means; the values are in the unit of measure that `unit` carries along."""

    indicator: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Indicator"), queryset=None)
    division = DivisionField(label=_("Unit"), queryset=None, to_field_name="code")
    period = forms.CharField(label=_("Period"), max_length=24, help_text=_("2019, 2019Q1, 2019-03 or 2019-01/2019-09"))
    status = forms.ChoiceField(label=_("Status"), choices=STATUS_LABELS)
    comparator = forms.ChoiceField(label=_("Comparator"), choices=COMPARATOR_LABELS)
    value = forms.DecimalField(label=_("Value"), max_digits=28, decimal_places=8)
    value_max = forms.DecimalField(label=_("Upper end"), max_digits=28, decimal_places=8, required=False)
    unit = forms.CharField(max_length=40, required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"indicator": ledger.indicators(), "division": divisions.with_codes(scope)}
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # both choose among rows
        if unit := (self.data or self.initial).get(self.add_prefix("unit") if self.is_bound else "unit"):
            for name in ("value", "value_max"):
                self.fields[name].label = f"{self.fields[name].label} ({unit})"

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
            unit=data["unit"],
            value_max=data["value_max"],
        )


def figure_form(
    figure: BriefFigure, scope: frozenset[str], data: Mapping[str, str] | None = None, *, shown: Mapping[str, str]
) -> FigureForm:
    """The form of one figure: sent (`data`), or filled with what is proposed, over it what is `shown` already.

    Where the indicator counts in another unit of measure than the values are in, they are converted.
    """
    prefix = f"f{figure.pk}"
    typed = {
        name.removeprefix(f"{prefix}-"): text for name, text in (data or shown).items() if name.startswith(f"{prefix}-")
    }
    fields, note = _following(figure, _proposed(figure) | typed)
    sent = {f"{prefix}-{name}": text for name, text in fields.items()} if data else None
    form = FigureForm(sent, initial=fields, scope=scope & queries.reach_of(figure.brief), prefix=prefix)
    form.fields["indicator"].widget.attrs |= _asks_again(figure)
    form.fields["value"].help_text = note
    return form


def _asks_again(figure: BriefFigure) -> dict[str, str]:
    """Another indicator fetches the form anew, the values in its unit of measure."""
    return {
        "hx-get": reverse("intake:figure", args=[figure.brief_id, figure.ordinal]),
        "hx-trigger": "change",
        "hx-target": "closest tr",
        "hx-include": "closest form",
        "hx-params": "not csrfmiddlewaretoken",
    }


def _proposed(figure: BriefFigure) -> dict[str, str]:
    division = figure.division or figure.brief.division
    return {
        "indicator": str(figure.indicator_id or ""),
        "division": division.code,
        "period": figure.period,
        "status": figure.status,
        "comparator": figure.comparator,
        "value": _short(figure.value),
        "value_max": _short(figure.value_max),
        "unit": figure.unit,
    }


def _following(figure: BriefFigure, fields: dict[str, str]) -> tuple[dict[str, str], str]:
    """The fields with their values in the unit of measure of the indicator, and what must be said of it."""
    number = fields["indicator"]
    row = ledger.indicators().filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if row is None or row.unit == fields["unit"]:
        return fields, ""
    said = {"value": Said(figure.base_value, figure.base_unit), "value_max": Said(figure.base_max, figure.base_unit)}
    try:
        values = {name: _converted(fields[name], fields["unit"], row.unit, said[name]) for name in said}
    except UnitError:
        note = gettext("The text gives another measure: type the value in %(unit)s.") % {"unit": escape(row.unit)}
        return fields | {"value": "", "value_max": "", "unit": row.unit}, note
    except InvalidOperation:
        return fields, ""  # no number: the form says so
    return fields | values | {"unit": row.unit}, ""


def _converted(text: str, given: str, wanted: str, said: Said) -> str:
    if not text.strip():
        return text
    value = Decimal(text)
    return _short(in_unit(value, given, wanted, said)) if value.is_finite() else text


def _short(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
