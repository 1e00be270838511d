"""Two more things an audit looks at: that the facts in force are those not superseded, and that the guards stand."""

from collections.abc import Iterator

from django.db import connection

from leitai.ledger.sealing.audit import Finding, Trouble

MOST = 1000
GUARDED = (
    "ledger_fact",
    "ledger_source",
    "ledger_sealkey",
    "ledger_treehead",
    "ledger_sealedrun",
    "ledger_sealednode",
    "accounts_auditentry",
)
_IN_FORCE = """
SELECT coalesce(f.id, c.fact_id) FROM
    (SELECT id, indicator_id, division_id, period, status, variant FROM ledger_fact f
     WHERE NOT EXISTS (SELECT 1 FROM ledger_fact later WHERE later.supersedes_id = f.id)) f
    FULL JOIN ledger_currentfact c ON c.fact_id = f.id
WHERE (f.id, f.indicator_id, f.division_id, f.period, f.status, f.variant)
    IS DISTINCT FROM (c.fact_id, c.indicator_id, c.division_id, c.period, c.status, c.variant)
ORDER BY 1 LIMIT %s
"""
_GUARDS = """
SELECT c.relname, count(t.tgname) FILTER (WHERE t.tgenabled IN ('O', 'A')) FROM unnest(%s::text[]) AS wanted
    JOIN pg_class c ON c.relname = wanted AND c.relnamespace = 'public'::regnamespace
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname LIKE '%%append_only'
GROUP BY 1 ORDER BY 1
"""


def in_force() -> Iterator[Finding]:
    """Keys whose fact in force is not the one that nothing supersedes."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [MOST])
        for (number,) in cursor.fetchall():
            said = f"fact {number} is in force and superseded, or neither: the table of facts in force was changed"
            yield Finding(Trouble.IN_FORCE, str(number), said)


def guards() -> Iterator[Finding]:
    """Tables that the database does not keep from change at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_GUARDS, [list(GUARDED)])
        for table, standing in cursor.fetchall():
            if not standing:
                said = f"the trigger that keeps {table} from change is off or gone: somebody may be changing it now"
                yield Finding(Trouble.GUARD, table, said)
