"""What the page of a run shows."""

from dataclasses import dataclass
from typing import Any

from leitai.accounts.domain import Actor, Role
from leitai.league.domain.permu import Population
from leitai.league.permu import queries, services
from leitai.league.permu.models import PermuFirm, PermuRun, RunState


@dataclass(frozen=True, slots=True)
class FirmRow:
    """An enterprise with its points in the order of the items, and whether the reader may object for it."""

    firm: PermuFirm
    points: tuple[float | None, ...]
    may_object: bool


def run_page(run: PermuRun, actor: Actor) -> dict[str, Any]:
    """Grades, enterprises, townships by the first item, objections."""
    rule, firms = queries.population_of(run), queries.firms_of(run)
    return {
        "run": run,
        "state_label": RunState(run.state).label,
        "rule": rule,
        "grades": queries.grades_of(firms),
        "rows": [FirmRow(firm, _points(firm, rule), services.may_object(actor, firm)) for firm in firms],
        "item": rule.items[0],
        "townships": queries.townships_of(firms, rule.items[0]),
        "objections": queries.objections_of(run),
        "officer": actor.has(Role.LEAGUE_OFFICER),
    }


def _points(firm: PermuFirm, rule: Population) -> tuple[float | None, ...]:
    return tuple(firm.points.get(item.code) for item in rule.items)
