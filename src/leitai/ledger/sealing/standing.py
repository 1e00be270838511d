"""More that an audit looks at: that one fact of a key is in force, is read as it is, and that the guards stand."""

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
KEYS = ("fact_first_once_per_key", "ledger_fact_supersedes_id_key")
_IN_FORCE = """
SELECT min(id) FROM ledger_fact f WHERE NOT EXISTS (SELECT 1 FROM ledger_fact later WHERE later.supersedes_id = f.id)
GROUP BY period, indicator_id, division_id, status, variant HAVING count(*) > 1
UNION ALL
SELECT f.id FROM ledger_fact f JOIN ledger_fact before ON before.id = f.supersedes_id
WHERE (f.period, f.indicator_id, f.division_id, f.status, f.variant)
    IS DISTINCT FROM (before.period, before.indicator_id, before.division_id, before.status, before.variant)
ORDER BY 1 LIMIT %s
"""
_DOUBLES = "SELECT id FROM ledger_fact WHERE value_as_double IS DISTINCT FROM value::float8 ORDER BY 1 LIMIT %s"
_GUARDS = """
SELECT c.relname, count(t.tgname) FILTER (WHERE t.tgenabled IN ('O', 'A')) FROM unnest(%s::text[]) AS wanted
    JOIN pg_class c ON c.relname = wanted AND c.relnamespace = 'public'::regnamespace
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname LIKE '%%append_only'
GROUP BY 1 ORDER BY 1
"""
_KEYS = """
SELECT wanted FROM unnest(%s::text[]) AS wanted WHERE NOT EXISTS (
    SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'ledger_fact'::regclass AND c.relname = wanted AND i.indisunique AND i.indisvalid)
"""


def in_force() -> Iterator[Finding]:
    """Keys with more than one fact that nothing supersedes, and corrections of another key than their own."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [MOST])
        for (number,) in cursor.fetchall():
            said = f"fact {number} shares its key with another in force, or corrects another key: a unique key was off"
            yield Finding(Trouble.IN_FORCE, str(number), said)


def doubles() -> Iterator[Finding]:
    """Facts whose value as a double, which pivots and editions read, is not their value."""
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLES, [MOST])
        for (number,) in cursor.fetchall():
            said = f"fact {number} has another value as a double than as a decimal: the column was changed by hand"
            yield Finding(Trouble.FACT_CHANGED, str(number), said)


def guards() -> Iterator[Finding]:
    """Tables that the database does not keep from change at this moment, and unique keys that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_GUARDS, [list(GUARDED)])
        for table, standing in cursor.fetchall():
            if not standing:
                said = f"the trigger that keeps {table} from change is off or gone: somebody may be changing it now"
                yield Finding(Trouble.GUARD, table, said)
        cursor.execute(_KEYS, [list(KEYS)])
        for (name,) in cursor.fetchall():
            said = f"the unique key {name} is gone: two figures could be in force at once"
            yield Finding(Trouble.GUARD, name, said)
