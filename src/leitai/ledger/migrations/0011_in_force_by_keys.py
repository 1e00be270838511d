"""What is in force is told by two unique keys of the facts, and no longer kept in a table beside them.

A key begins once (`fact_first_once_per_key`) and no fact is superseded twice, so that the facts of a key are one chain
and its end is in force. The table that held the ends cost an import as much again as the facts (docs/decisions/0007).
"""

from django.db import migrations, models

CHECKED_FIRST = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_fact WHERE supersedes_id IS NULL
               GROUP BY period, indicator_id, division_id, status, variant HAVING count(*) > 1) THEN
        RAISE EXCEPTION 'two facts begin the same key: run leitai audit with the version before this one';
    END IF;
END $$;
"""
GONE = "DROP TRIGGER fact_keeps_current ON ledger_fact; DROP FUNCTION ledger_keep_current();"
CORRECT = """
CREATE FUNCTION ledger_facts_correct() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    corrections bigint;
    found bigint;
    alike bigint;
BEGIN
    SELECT count(*) INTO corrections FROM new_facts WHERE supersedes_id IS NOT NULL;
    IF corrections = 0 THEN RETURN NULL; END IF;
    SELECT count(*), count(*) FILTER (WHERE
            (f.indicator_id, f.division_id, f.period, f.status, f.variant)
            IS NOT DISTINCT FROM (n.indicator_id, n.division_id, n.period, n.status, n.variant))
        INTO found, alike FROM new_facts n JOIN ledger_fact f ON f.id = n.supersedes_id;
    IF alike < found THEN
        RAISE EXCEPTION 'a correction must be about the same indicator, division and period as the fact it supersedes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_corrects_its_own_key';
    END IF;
    IF found < corrections THEN
        RAISE EXCEPTION '% of % corrections supersede a fact that is not in force', corrections - found, corrections
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'fact_corrects_the_one_in_force';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER fact_b_corrects AFTER INSERT ON ledger_fact
    REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION ledger_facts_correct();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_facts_by_source")]
    operations = [
        migrations.RunSQL(CHECKED_FIRST),
        migrations.RunSQL(GONE + CORRECT),
        migrations.DeleteModel(name="CurrentFact"),
        migrations.RemoveIndex(model_name="fact", name="fact_for_pivot"),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("supersedes__isnull", False)),
                fields=["period", "indicator", "division"],
                name="fact_corrections",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)),
                fields=("period", "indicator", "division", "status", "variant"),
                include=("id", "value", "source", "recorded_at"),
                name="fact_first_once_per_key",
            ),
        ),
    ]
