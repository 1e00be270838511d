"""What the frame of a page says about the platform itself."""

from importlib.metadata import version as installed
from typing import Any

from django import template
from django.conf import settings

from leitai.web.demo import PASSWORD

register = template.Library()


@register.simple_tag
def demo_password() -> str:
    """The password of the demonstration's accounts; empty outside the demonstration."""
    return PASSWORD if settings.DEMO else ""


@register.simple_tag
def version() -> str:
    """The version of the installed package."""
    return installed("leitai")


@register.simple_tag(takes_context=True)
def to_page(context: dict[str, Any], number: int, key: str) -> str:
    """The address of another page of a list; `key` is its name where a page has more lists than one."""
    query = context["request"].GET.copy()
    query[key or "page"] = str(number)
    return f"?{query.urlencode()}"
