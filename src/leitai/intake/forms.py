"""Forms of the ways in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from leitai.intake import clock
from leitai.intake.documents import DocumentError, ReadDocument, checked, read_document


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
        self.fields["published"].initial = clock.today

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
