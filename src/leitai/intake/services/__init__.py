"""Writes of the ways in (door): briefs here; data sets, submissions and review in their own modules."""

from leitai.intake.clock import on_day
from leitai.intake.services.brief_decisions import accept_brief, return_brief
from leitai.intake.services.brief_steps import BriefError
from leitai.intake.services.briefs import (
    Edit,
    decide_figure,
    edit_figure,
    hand_in_brief,
    is_complete,
    keep_complete,
    submit_brief,
)

__all__ = [
    "BriefError",
    "Edit",
    "accept_brief",
    "decide_figure",
    "edit_figure",
    "hand_in_brief",
    "is_complete",
    "keep_complete",
    "on_day",
    "return_brief",
    "submit_brief",
]
