"""States of the ways in as words."""

from django import template
from django.utils.functional import Promise

from leitai.intake import wording
from leitai.intake.domain.owed import Standing
from leitai.intake.domain.submissions import Move
from leitai.intake.labels import MOVES, STANDINGS
from leitai.intake.models import PatternQuestion

register = template.Library()


@register.filter
def standing(state: str) -> str | Promise:
    """The word for how a submission or an obligation stands."""
    return STANDINGS[Standing(state)]


@register.filter
def move(name: str) -> str | Promise:
    """The word for what was done."""
    return MOVES[Move(name)]


@register.filter
def whole_percent(part: float) -> str:
    """A share as a whole percentage, never rounded up to 100.

    >>> whole_percent(0.999)
    '99 %'
    """
    return f"{int(100 * part)} %"


@register.filter
def asked(question: PatternQuestion) -> str:
    """A pattern as a question, in words."""
    return wording.asked(question.pattern, question.numbers)
