"""The database itself keeps facts and sources from change, and keeps the fact in force for each key."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the ledger is append-only, record a correction instead', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_append_only';
END $$;
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_fact
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER source_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_source
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

UNDO_REFUSE = """
DROP TRIGGER fact_append_only ON ledger_fact;
DROP TRIGGER source_append_only ON ledger_source;
DROP FUNCTION ledger_refuse_change();
"""

# One statement may insert one fact or a million: the rows are taken together. A row that meets a fact in force takes
# its place only if it supersedes exactly that fact; if any row was turned away, the whole statement fails. Two
# transactions at once meet on the unique key, so neither can overtake the other.
CURRENT = """
CREATE FUNCTION ledger_keep_current() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given bigint;
    taken bigint;
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_facts n JOIN ledger_fact f ON f.id = n.supersedes_id
        WHERE (f.indicator_id, f.division_id, f.period, f.status, f.variant)
            IS DISTINCT FROM (n.indicator_id, n.division_id, n.period, n.status, n.variant)
    ) THEN
        RAISE EXCEPTION 'a correction must be about the same indicator, division and period as the fact it supersedes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_corrects_its_own_key';
    END IF;
    SELECT count(*) INTO given FROM new_facts;
    INSERT INTO ledger_currentfact AS c (indicator_id, division_id, period, status, variant, fact_id, supersedes_id)
        SELECT indicator_id, division_id, period, status, variant, id, supersedes_id FROM new_facts
        ON CONFLICT (period, indicator_id, division_id, status, variant) DO UPDATE
            SET fact_id = EXCLUDED.fact_id, supersedes_id = EXCLUDED.supersedes_id
            WHERE c.fact_id = EXCLUDED.supersedes_id;
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken < given THEN
        RAISE EXCEPTION '% of % figures meet another figure in force that they do not supersede', given - taken, given
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'fact_corrects_the_one_in_force';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER fact_keeps_current AFTER INSERT ON ledger_fact
    REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_current();
"""

UNDO_CURRENT = "DROP TRIGGER fact_keeps_current ON ledger_fact; DROP FUNCTION ledger_keep_current();"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO_REFUSE), migrations.RunSQL(CURRENT, UNDO_CURRENT)]
