"""What the first page shows to whom."""

from importlib import resources
from typing import Any

from leitai.accounts.domain import Actor
from leitai.intake import queries as intake
from leitai.league import queries as league


def context(actor: Actor) -> dict[str, Any]:
    """The newest edition the reader may see, and what waits for them."""
    edition = league.newest_edition(actor)
    return {
        "edition": edition,
        "leaders": league.leaders(edition, 10) if edition else [],
        "waiting": intake.waiting_for(actor),
    }


def failure_page() -> str:
    """The page for a failed request, as it stands in its file."""
    page = resources.files("leitai.web").joinpath("templates", "web", "errors", "500.html")
    return page.read_text("utf-8")
