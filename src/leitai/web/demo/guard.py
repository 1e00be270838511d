"""Keeps the demonstration and real work in databases of their own: each refuses to start on the other's."""

from django.conf import settings
from django.db import connection

from leitai.accounts import queries as accounts
from leitai.ledger import queries as ledger

MARK = "demo.load"  # the line of the trail that says: this database was filled as the demonstration's
ELSEWHERE = "give it a database of its own: another LEITAI_DATA, or a DATABASE_URL that holds nothing yet"
_TABLES = {"accounts_user", "accounts_auditentry", "ledger_fact"}


def why_not_demonstration() -> str:
    """Why the demonstration may not be loaded here; empty where it may: nothing of anybody's is in the database."""
    if not set(connection.introspection.table_names()) >= _TABLES or accounts.is_told(MARK):
        return ""
    if strangers := accounts.strangers_to_the_demonstration():
        return f"this database holds {strangers} accounts that are not the demonstration's: {ELSEWHERE}"
    if not accounts.demo_accounts().exists() and ledger.facts_in_force().exists():
        return f"this database holds figures that are not the demonstration's: {ELSEWHERE}"
    return ""


def why_not_real() -> str:
    """Why this database may not be served for real; empty where no account with a published password is open."""
    names = [] if settings.DEMO else accounts.open_demo_accounts()
    if not names:
        return ""
    return (
        f"this database holds {len(names)} open accounts of the demonstration, whose password is published. "
        f"Is it the demonstration? Start it by `leitai demo`, or set LEITAI_DEMO=1. If not, {ELSEWHERE}, "
        f"or close them: leitai account close {' '.join(names)}"
    )
