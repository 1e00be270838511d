"""Forms of the league."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.league.models import Edition, SchemeVersion
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
        code: str = self.cleaned_data["code"].lower()
        if Edition.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is an edition with this code already: choose another."))
        return code

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
