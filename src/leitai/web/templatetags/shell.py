"""What the frame of a page says about the platform itself."""

from importlib.metadata import version as installed

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
