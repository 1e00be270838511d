"""The demonstration's accounts: posts, not persons, one a role at least. Their password is shown at sign-in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from leitai.accounts import queries
from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.divisions import queries as divisions
from leitai.web.demo import PASSWORD

if TYPE_CHECKING:
    from leitai.accounts.models import User

SINCE = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account: its sign-in name, its role, and the division of its post."""

    username: str
    role: Role
    division: str


ACCOUNTS = (
    DemoAccount("demo.reporter", Role.REPORTER, "330304005000"),
    DemoAccount("demo.reviewer", Role.REVIEWER, "330304000000"),
    DemoAccount("demo.league", Role.LEAGUE_OFFICER, "330300000000"),
    DemoAccount("demo.auditor", Role.AUDITOR, "330300000000"),
    DemoAccount("demo.agent", Role.AGENT, "330304000000"),
    DemoAccount("demo.teamlead", Role.TEAM_LEAD, "330304000000"),
    DemoAccount("demo.resident", Role.RESIDENT, "330304005000"),
    DemoAccount("demo.enterprise", Role.ENTERPRISE, "330304005000"),
    DemoAccount("demo.admin", Role.ADMINISTRATOR, "330300000000"),
)


def open_accounts(actor: Actor, units: tuple[str, ...]) -> None:
    """Open the accounts that are not there yet; each unit that spoke at the meeting gets its own reporter, too."""
    speakers = tuple(DemoAccount(f"demo.{unit[:9]}", Role.REPORTER, unit) for unit in dict.fromkeys(units))
    missing = [account for account in ACCOUNTS + speakers if queries.user_named(account.username) is None]
    users = [_open(actor, account) for account in missing]
    if users:
        accounts.share_password(actor=actor, users=users, password=PASSWORD)


def _open(actor: Actor, account: DemoAccount) -> "User":
    division = divisions.by_code(account.division)
    if division is None:
        raise LookupError(f"{account.username}: the tree has no division {account.division}")
    user = accounts.open_account(actor=actor, username=account.username, password=None, display_name=account.username)
    accounts.appoint(actor=actor, user=user, role=account.role, division_id=division.pk, since=SINCE)
    return user
