"""Forms of the league."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.languages import in_english
from leitai.league import services
from leitai.league.models import Edition, EditionCell, SchemeVersion
from leitai.ledger.domain.periods import Period, PeriodError


class EditionForm(forms.Form):
    """A new edition: which scheme, over which period, for which group."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Stands in the address, e.g. 2019q1"))
    title = forms.CharField(label=_("Title"), max_length=100)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    scheme = forms.ModelChoiceField(label=_("Scheme"), queryset=SchemeVersion.objects.all())
    period = forms.CharField(label=_("Period"), max_length=24, help_text=_("2019Q1, 2019H1, 2019 or 2019-03"))
    group = forms.ChoiceField(label=_("Who is compared"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(group.code, group.name) for group in divisions.groups()]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a choice field
        self.fields["group"].initial = "arena-185"

    def clean_code(self) -> str:
        """A code that no edition has yet."""
        return _unused(self.cleaned_data["code"])

    def clean_period(self) -> str:
        """The period in its one form."""
        try:
            return Period.parse(self.cleaned_data["period"].strip()).text
        except PeriodError as error:
            raise forms.ValidationError(
                _("No period: write 2019, 2019H1, 2019Q1, 2019-03, 2019-03-31 or two of them as 2019-01/2019-09.")
            ) from error

    def values(self) -> dict[str, Any]:
        """The arguments of `services.begin_edition`."""
        return {name: self.cleaned_data[name] for name in ("code", "title", "title_en", "scheme", "period", "group")}


class MomentForm(forms.Form):
    """The moment of the ledger that an edition is frozen from; empty = now."""

    as_of = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])


class CorrectionForm(forms.Form):
    """An edition that takes the place of another."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Stands in the address, e.g. 2019q1-2"))
    change = forms.CharField(
        label=_("What changes, and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands above the corrected board, for everybody to read."),
    )

    def clean_code(self) -> str:
        """A code that no edition has yet."""
        return _unused(self.cleaned_data["code"])


class ObjectionForm(forms.Form):
    """What a unit has against an edition: against one of its indicators, or the whole."""

    indicator = forms.ChoiceField(label=_("Against"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is wrong, what would be right, and what proves it. Everybody who sees the edition reads it."),
    )

    def __init__(self, *args: Any, cells: Sequence[EditionCell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells = {cell.indicator.code: cell for cell in cells}
        choices = [(code, _name(cell.indicator)) for code, cell in self._cells.items()]
        field = self.fields["indicator"]
        field.choices = [("", _("The edition as a whole")), *choices]  # type: ignore[attr-defined]  # a choice field

    def cell(self) -> EditionCell | None:
        """The cell objected to; None = the whole."""
        return self._cells.get(self.cleaned_data["indicator"])


class AnswerForm(forms.Form):
    """Upheld or dismissed, and why."""

    to = forms.ChoiceField(choices=[(state.value, state.label) for state in services.ANSWERS])
    reply = forms.CharField(max_length=2000)


def _name(indicator: Any) -> str:
    return str(indicator.name_en if in_english() else indicator.name)


def _unused(code: str) -> str:
    if Edition.objects.filter(code=code.lower()).exists():
        raise forms.ValidationError(_("There is an edition with this code already: choose another."))
    return code.lower()
