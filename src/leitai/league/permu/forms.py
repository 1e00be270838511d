"""Forms of the per-mu evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.league.domain.permu import parse_rules
from leitai.league.permu import workbooks
from leitai.league.permu.lists import ListError
from leitai.league.permu.models import PermuRules

_MOST = 8 * 1024 * 1024


class RunForm(forms.Form):
    """A list of enterprises under one class of the rules."""

    title = forms.CharField(label=_("Title"), max_length=100)
    rule = forms.ChoiceField(label=_("Rules and class"))
    file = forms.FileField(
        label=_("List (CSV or XLSX)"),
        help_text=_(
            "Columns: code, name, township, marks, years, and the figures that the rules name; where they apply bonus, "
            "bonus_reason, deduction, deduction_reason, veto. CSV in UTF-8, or the first sheet of a workbook."
        ),
    )

    def __init__(self, *args: Any, rules: list[PermuRules], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rules = {str(row.pk): row for row in rules}
        self.fields["rule"].choices = [  # type: ignore[attr-defined]  # a choice field
            (f"{row.pk}:{own.code}", f"{row} · {own.name}")
            for row in rules
            for own in parse_rules(row.text).populations.values()
        ]

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > _MOST:
            raise forms.ValidationError(_("The file is larger than 8 MB: part the list."))
        data = file.read()
        if workbooks.is_workbook(data):
            return _of_workbook(data)
        try:
            return str(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not UTF-8: save it as CSV UTF-8.")) from error

    def values(self) -> dict[str, Any]:
        """The arguments of `services.run_list`."""
        number, population = self.cleaned_data["rule"].split(":")
        return {
            "rules": self._rules[number],
            "population": population,
            "title": self.cleaned_data["title"],
            "text": self.cleaned_data["file"],
        }


def _of_workbook(data: bytes) -> str:
    try:
        return workbooks.text_of(data)
    except (workbooks.WorkbookError, ListError) as error:
        raise forms.ValidationError(str(error)) from error


class ReasonForm(forms.Form):
    """Why an objection is made."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is wrong, what would be right, and what proves it. Everybody who sees the run reads it."),
    )
