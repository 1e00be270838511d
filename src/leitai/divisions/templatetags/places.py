"""Names of divisions in the reader's language."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leitai.divisions import queries

register = template.Library()


@register.filter
def place(subject: Any) -> str:
    """The name of a division, or of anything that has one as `name`, in the reader's language; "" for none."""
    return queries.place_name(_name(subject))


@register.filter
def short_place(subject: Any) -> str:
    """The same without its generic part in English, for a label with little room."""
    return queries.short_place_name(_name(subject))


@register.filter
def place_title(subject: Any) -> SafeString:
    """The whole name as a `title` where the short one says less; nothing in Chinese."""
    called = queries.called(_name(subject))
    return SafeString("") if called.name == called.short else format_html(' title="{}"', called.name)


@register.filter
def place_beside(subject: Any) -> SafeString:
    """In English the Chinese name in small letters, to stand behind the English one; nothing in Chinese."""
    name = _name(subject)
    if queries.place_name(name) == name:
        return SafeString("")
    return format_html(' <small class="native" lang="zh-Hans">{}</small>', name)


def _name(subject: Any) -> str:
    if subject is None:
        return ""
    return subject if isinstance(subject, str) else str(subject.name)
