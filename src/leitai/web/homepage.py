"""What the first page shows to whom."""

from importlib import resources
from typing import Any

from leitai.accounts.domain import Actor, Role
from leitai.intake import queries as intake
from leitai.intake.queries import owed, submissions
from leitai.league import queries as league


def context(actor: Actor) -> dict[str, Any]:
    """The newest edition the reader may see, and what waits for them."""
    edition = league.newest_edition(actor)
    return {
        "edition": edition,
        "leaders": league.leaders(edition, 10) if edition else [],
        "waiting": intake.waiting_for(actor),
        **_forms(actor),
    }


def _forms(actor: Actor) -> dict[str, Any]:
    """What a unit owes soonest, and how many forms wait for a decision."""
    if actor.has(Role.REPORTER) and actor.division_code:
        rows = owed.open_for(actor.division_code)
        pressing = [row for row in rows if row.lock is None and (row.late or row.deadline.near)]
        late = sum(row.late for row in pressing)
        return {"owed": rows[:4], "late": late, "soon": len(pressing) - late}
    deciders = actor.has(Role.REVIEWER, Role.LEAGUE_OFFICER)
    return {"forms_waiting": submissions.waiting_count(actor)} if deciders else {}


def failure_page() -> str:
    """The page for a failed request, as it stands in its file."""
    page = resources.files("leitai.web").joinpath("templates", "web", "errors", "500.html")
    return page.read_text("utf-8")
