"""What the pages of a brief show: the text in pieces, the rows, and what the reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from leitai.accounts.domain import Actor, Role
from leitai.intake import queries
from leitai.intake.domain.proposals import LEDGER_ROLES
from leitai.intake.domain.states import BriefState, Decision
from leitai.intake.doubts import retold
from leitai.intake.models import Brief, BriefFigure
from leitai.intake.services import is_complete

STATE_LABELS = [
    (BriefState.DRAFT, _("Draft")),
    (BriefState.SUBMITTED, _("Submitted")),
    (BriefState.RETURNED, _("Returned")),
    (BriefState.ACCEPTED, _("Accepted")),
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: plain, or a figure."""

    text: str
    figure: BriefFigure | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of figures."""

    figure: BriefFigure
    complete: bool
    aside: bool
    outside: bool
    doubts: tuple[str, ...]


def pieces(text: str, figures: Sequence[BriefFigure]) -> list[Piece]:
    """The text cut at its figures, nothing lost: joined, the pieces are the text."""
    cut: list[Piece] = []
    at = 0
    for figure in sorted(figures, key=lambda f: (f.start, f.end)):
        if figure.start < at:
            continue
        cut += [Piece(text[at : figure.start]), Piece(text[figure.start : figure.end], figure)]
        at = figure.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def row(figure: BriefFigure, reach: frozenset[str]) -> Row:
    """One figure as a line; `aside` for those that are no rows of the ledger unless somebody says so.

    `reach` holds the codes of the units whose figures the brief may hold; a figure of another is `outside`.
    """
    outside = figure.division is not None and figure.division.code not in reach
    aside = outside or (figure.role not in LEDGER_ROLES and not figure.edited)
    return Row(
        figure, is_complete(figure) and not outside, aside, outside, tuple(retold(doubt) for doubt in figure.doubts)
    )


def row_context(figure: BriefFigure, *, editable: bool) -> dict[str, Any]:
    """What the template of one line needs."""
    reach = queries.reach_of(figure.brief)
    return {"row": row(figure, reach), "figure": figure, "brief": figure.brief, "editable": editable}


def brief_page(brief: Brief, actor: Actor) -> dict[str, Any]:
    """What the page of a brief needs."""
    figures = queries.figures_of(brief)
    reach = queries.reach_of(brief)
    rows = [row(figure, reach) for figure in figures]
    return {
        "brief": brief,
        "pieces": pieces(brief.text, figures),
        "rows": [line for line in rows if not line.aside],
        "aside": [line for line in rows if line.aside],
        "counts": _counts(figures),
        "editable": actor.has(Role.REPORTER) and BriefState(brief.state).open,
        "reviewable": actor.has(Role.REVIEWER) and brief.state == BriefState.SUBMITTED,
        "state_label": dict(STATE_LABELS)[BriefState(brief.state)],
    }


def _counts(figures: Sequence[BriefFigure]) -> dict[str, int]:
    return {decision.value: sum(f.decision == decision for f in figures) for decision in Decision}
