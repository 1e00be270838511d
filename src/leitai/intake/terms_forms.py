"""The form for the terms of a data set: what is asked of whom, how often, by when, and who accepts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.intake.domain.datasets import MOST_WORKING_DAYS, DataSetSpec, Step, with_rules
from leitai.intake.rule_forms import rules_form
from leitai.intake.wording import called
from leitai.ledger import queries as ledger
from leitai.ledger.domain.catalogue import WHOLE_CODE, Periodicity, Source

HOW_OFTEN = [("month", _("month")), ("quarter", _("quarter")), ("half", _("half-year")), ("year", _("year"))]
REVIEWS = [("county", _("the county")), ("city", _("the city")), ("county,city", _("the county, then the city"))]


@dataclass(frozen=True, slots=True)
class Choices:
    """Indicators of one length: code, name, whether it is ticked; and how many are."""

    label: str
    options: list[tuple[str, str, bool]]
    chosen: int


class TermsForm(forms.Form):
    """The terms of a data set from a day on."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    periodicity = forms.ChoiceField(label=_("How often"), choices=HOW_OFTEN)
    due_working_days = forms.IntegerField(
        label=_("Due, in working days after the period"), min_value=1, max_value=MOST_WORKING_DAYS
    )
    group = forms.ChoiceField(label=_("Who must report"))
    review = forms.ChoiceField(label=_("Who accepts"), choices=REVIEWS)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    note_en = forms.CharField(label=_("Note in English"), max_length=500, required=False)
    indicators = forms.MultipleChoiceField(label=_("Indicators"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, spec: DataSetSpec | None = None) -> None:
        self.spec = spec
        super().__init__(data, initial=_initial(spec))
        groups = [(row.code, called(row)) for row in divisions.groups()]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a choice among rows
        self.offered = _by_length(spec.indicators if spec else ())
        self.fields["indicators"].choices = self.offered  # type: ignore[attr-defined]  # a choice among rows
        self.rules = rules_form(data, spec)

    def clean(self) -> dict[str, Any]:
        """The form, with the rules that were sent along."""
        data: dict[str, Any] = super().clean() or {}
        if self.rules.is_bound and not self.rules.is_valid():
            wrong = [str(error) for error in self.rules.non_form_errors()]
            raise forms.ValidationError(wrong or [_("Some rules between the figures cannot be kept: see below.")])
        return data

    def terms(self) -> DataSetSpec:
        """The valid form as terms; the order of those before is kept, and so are the rules where none were sent."""
        data: dict[str, Any] = dict(self.cleaned_data)
        review = tuple(Step(step) for step in data.pop("review").split(","))
        chosen = _in_order(data.pop("indicators"), self.spec.indicators if self.spec else ())
        data |= {"review": review, "indicators": chosen, "periodicity": Periodicity(data.pop("periodicity"))}
        spec = DataSetSpec(**data) if self.spec is None else replace(self.spec, **data)
        rules = self.rules.rules() if self.rules.is_bound else spec.rules
        return with_rules(spec, rules, dict(ledger.indicators().values_list("name", "code")))

    def choices(self) -> list[Choices]:
        """The indicators to tick, by how often a value is due."""
        chosen = set(self["indicators"].value() or ())
        return [
            Choices(
                label, [(code, name, code in chosen) for code, name in rows], sum(code in chosen for code, _ in rows)
            )
            for label, rows in self.offered
        ]


class NewTermsForm(TermsForm):
    """A data set that is not there yet: it needs a code, which never changes."""

    code = forms.RegexField(WHOLE_CODE, label=_("Code"), max_length=60, help_text=_("a–z, 0–9 and single underscores"))
    field_order = ("code",)


def _initial(spec: DataSetSpec | None) -> dict[str, Any]:
    if spec is None:
        return {"periodicity": "quarter", "due_working_days": 8}
    kept = ("name", "name_en", "due_working_days", "group", "note", "note_en")
    own = {"review": ",".join(spec.review), "indicators": list(spec.indicators), "periodicity": str(spec.periodicity)}
    return {name: getattr(spec, name) for name in kept} | own


def _by_length(held: Sequence[str]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The indicators that nothing computes, and those asked for already, under how often a value is due."""
    rows = [row for row in ledger.indicators().order_by("id") if row.origin != Source.FORMULA or row.code in held]
    return [
        (label, found)
        for length, label in HOW_OFTEN
        if (
            found := [
                (row.code, f"{called(row)} · {ledger.unit_named(row.unit)}")
                for row in rows
                if row.periodicity == length
            ]
        )
    ]


def _in_order(chosen: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Those that were there in their order, then the others."""
    return (*(code for code in before if code in chosen), *(code for code in chosen if code not in before))
