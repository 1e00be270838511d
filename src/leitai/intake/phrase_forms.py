"""Forms for phrases: matching one to an indicator, and making an indicator of it."""

import json
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.ledger import queries as ledger
from leitai.ledger.domain.catalogue import CatalogueError, IndicatorSpec, parse_catalogue

DIMENSIONS = [
    ("quality", _("Quality")),
    ("standing", _("Standing")),
    ("innovation", _("Innovation")),
    ("projects", _("Projects")),
    ("environment", _("Environment")),
    ("responsibility", _("Responsibility")),
]
DIRECTIONS = [("higher", _("higher")), ("lower", _("lower"))]
PERIODS = [
    ("month", _("month")),
    ("quarter", _("quarter")),
    ("half", _("half-year")),
    ("year", _("year")),
    ("once", _("once")),
]
OVER_DIVISIONS = [("sum", _("sum")), ("mean", _("mean")), ("none", _("not added up"))]
OVER_TIME = [("sum", _("sum")), ("last", _("the last one")), ("mean", _("mean"))]


class MatchForm(forms.Form):
    """A phrase, and the indicator that it means."""

    phrase = forms.CharField(max_length=100)
    indicator: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(queryset=None, to_field_name="code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = ledger.indicators()  # type: ignore[attr-defined]  # a choice among rows


class IndicatorForm(forms.Form):
    """A new indicator as the catalogue wants it; formulas and ratios are written in the catalogue's file."""

    name = forms.CharField(label=_("Name"), max_length=100)
    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("a–z, 0–9 and single underscores"))
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    definition = forms.CharField(label=_("Definition"), widget=forms.Textarea(attrs={"rows": 3}))
    definition_en = forms.CharField(label=_("Definition in English"), widget=forms.Textarea(attrs={"rows": 3}))
    unit = forms.CharField(label=_("Unit of measure"), max_length=20)
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, initial=2)
    dimension = forms.ChoiceField(label=_("Dimension"), choices=DIMENSIONS)
    direction = forms.ChoiceField(label=_("Better"), choices=DIRECTIONS)
    periodicity = forms.ChoiceField(label=_("How often"), choices=PERIODS, initial="quarter")
    rollup_divisions = forms.ChoiceField(label=_("Over divisions"), choices=OVER_DIVISIONS)
    rollup_time = forms.ChoiceField(label=_("Over time"), choices=OVER_TIME)
    owner = forms.CharField(label=_("Owner"), max_length=60)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The indicator as a specification, checked by the reader of the catalogue."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        taken = {value for row in ledger.indicators() for value in (row.code, row.name)}
        for field in ("code", "name"):
            if data[field] in taken:
                self.add_error(field, _("An indicator has it already: choose another."))
        try:
            data["spec"] = parse_catalogue(_document(data, self.today))[0]
        except CatalogueError as error:
            raise forms.ValidationError(str(error)) from error
        return data

    @property
    def spec(self) -> IndicatorSpec:
        """The indicator that was filled in."""
        found: IndicatorSpec = self.cleaned_data["spec"]
        return found


def _document(data: dict[str, Any], today: date) -> str:
    """The filled-in form as a document of the catalogue; texts of JSON are texts of TOML."""
    texts = {key: value for key, value in data.items() if key != "decimals"} | {"source": "reported"}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in texts.items()]
    return "\n".join(["[[indicator]]", *lines, f"decimals = {data['decimals']}", f"valid_from = {today:%Y-%m-%d}"])
