"""What stands in the menu, for whom."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitai.accounts.domain import Actor, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: where it leads, and the roles that see it (none named = everybody)."""

    name: str
    label: str | Promise
    icon: str
    roles: frozenset[Role] = frozenset()
    under: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu as one reader sees it."""

    url: str
    label: str | Promise
    icon: str
    active: bool


_CITY = frozenset({Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR})
MENU = (
    Entry("home", _("Home"), "home"),
    Entry("league:board", _("Board"), "trophy", under="/league/"),
    Entry("ledger:divisions", _("Townships"), "map-2", under="/ledger/divisions/"),
    Entry("ledger:indicators", _("Indicators"), "list-details", under="/ledger/"),
    Entry("ledger:seals", _("Seals"), "fingerprint", under="/ledger/seals/"),
    Entry("ledger:pivot", _("Pivot"), "table", under="/ledger/pivot/"),
    Entry(
        "intake:briefs",
        _("Briefs"),
        "file-text",
        frozenset({Role.REPORTER, Role.REVIEWER, Role.AUDITOR}),
        "/intake/briefs/",
    ),
    Entry("intake:owed", _("What we owe"), "list-check", frozenset({Role.REPORTER}), "/intake/owed/"),
    Entry("intake:review", _("Review"), "inbox", frozenset({Role.REVIEWER}) | _CITY, "/intake/review/"),
    Entry(
        "intake:completeness",
        _("Completeness"),
        "progress-check",
        frozenset({Role.REVIEWER}) | _CITY,
        "/intake/completeness/",
    ),
    Entry(
        "intake:datasets",
        _("Data sets"),
        "list-details",
        frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
        "/intake/datasets/",
    ),
    Entry("intake:phrases", _("Phrases"), "language", _CITY, "/intake/phrases/"),
    Entry("intake:unlocking", _("Closed periods"), "lock", frozenset({Role.REVIEWER}) | _CITY, "/intake/unlocking/"),
    Entry(
        "intake:questions",
        _("Questions of integrity"),
        "help",
        frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.REPORTER}),
        "/intake/questions/",
    ),
    Entry("league:permu", _("Per mu"), "building-community", under="/league/permu/"),
    Entry("league:editions", _("Editions"), "versions", _CITY, "/league/editions/"),
    Entry("meetings:decks", _("Decks"), "presentation", _CITY | {Role.REPORTER, Role.REVIEWER}, "/meetings/"),
    Entry("people:list", _("Accounts and posts"), "users", frozenset({Role.ADMINISTRATOR}), "/accounts/people/"),
    Entry("audit", _("Audit trail"), "history", frozenset({Role.AUDITOR, Role.ADMINISTRATOR}), "/audit/"),
)


def menu(actor: Actor, path: str) -> list[Link]:
    """The menu for an actor, the line of the current page marked (the longest prefix wins)."""
    seen = [(entry, reverse(entry.name)) for entry in MENU if not entry.roles or actor.role in entry.roles]
    fits = [entry for entry, url in seen if path == url or (entry.under and path.startswith(entry.under))]
    current = max(fits, key=lambda entry: len(entry.under), default=None)
    return [Link(url, entry.label, entry.icon, entry is current) for entry, url in seen]
