"""Fields of Django forms in the look of the platform."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """The field's widget with its class, and tied to its hint and its errors for screen readers."""
    attributes: dict[str, str | bool] = {"class": _classes(field)}
    described = " ".join(_described_by(field))
    if described:
        attributes["aria-describedby"] = described
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


def _classes(field: BoundField) -> str:
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        base = "form-check-input"
    elif isinstance(widget, forms.Select):
        base = "form-select"
    else:
        base = "form-control"
    return " ".join(filter(None, (base, own, "is-invalid" if field.errors else "")))


def _described_by(field: BoundField) -> list[str]:
    names = [f"{field.auto_id}_helptext"] if field.help_text else []
    return names + ([f"{field.auto_id}_error"] if field.errors else [])
