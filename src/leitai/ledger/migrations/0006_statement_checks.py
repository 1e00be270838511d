"""The database checks a million facts as one statement: what they point at, what they correct, what is in force.

A foreign key checks row by row and was two thirds of the time of a large import. These triggers hold the same promise:
a statement locks the rows that its facts point at (FOR KEY SHARE, as a foreign key does) and fails if one is missing;
whoever removes such a row, or gives it another number, waits for that lock and is then refused.
"""

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION ledger_keep_current() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    corrections bigint;
    taken bigint;
BEGIN
    SELECT count(*) INTO corrections FROM new_facts WHERE supersedes_id IS NOT NULL;
    IF corrections > 0 AND EXISTS (
        SELECT 1 FROM new_facts n JOIN ledger_fact f ON f.id = n.supersedes_id
        WHERE (f.indicator_id, f.division_id, f.period, f.status, f.variant)
            IS DISTINCT FROM (n.indicator_id, n.division_id, n.period, n.status, n.variant)
    ) THEN
        RAISE EXCEPTION 'a correction must be about the same indicator, division and period as the fact it supersedes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_corrects_its_own_key';
    END IF;
    INSERT INTO ledger_currentfact (indicator_id, division_id, period, status, variant, fact_id)
        SELECT indicator_id, division_id, period, status, variant, id FROM new_facts WHERE supersedes_id IS NULL
        ORDER BY period, indicator_id, division_id;
    IF corrections > 0 THEN
        UPDATE ledger_currentfact c SET fact_id = n.id, supersedes_id = n.supersedes_id FROM new_facts n
            WHERE c.fact_id = n.supersedes_id
            AND (c.period, c.indicator_id, c.division_id) = (n.period, n.indicator_id, n.division_id)
            AND (c.status, c.variant) = (n.status, n.variant);
        GET DIAGNOSTICS taken = ROW_COUNT;
        IF taken < corrections THEN
            RAISE EXCEPTION '% of % corrections supersede a fact that is not in force', corrections - taken, corrections
                USING ERRCODE = 'unique_violation', CONSTRAINT = 'fact_corrects_the_one_in_force';
        END IF;
    END IF;
    RETURN NULL;
END $$;
"""

POINT = """
CREATE FUNCTION ledger_facts_point_at_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    indicators bigint[];
    divisions bigint[];
    sources bigint[];
    posts bigint[];
    held bigint;
BEGIN
    WITH seen AS MATERIALIZED (
        SELECT indicator_id, division_id, source_id, recorded_by_id FROM new_facts GROUP BY 1, 2, 3, 4)
    SELECT ARRAY(SELECT DISTINCT indicator_id FROM seen), ARRAY(SELECT DISTINCT division_id FROM seen),
        ARRAY(SELECT DISTINCT source_id FROM seen),
        ARRAY(SELECT DISTINCT recorded_by_id FROM seen WHERE recorded_by_id IS NOT NULL)
        INTO indicators, divisions, sources, posts;
    PERFORM 1 FROM ledger_indicator WHERE id = ANY(indicators) FOR KEY SHARE;
    GET DIAGNOSTICS held = ROW_COUNT;
    PERFORM ledger_all_held(held, indicators, 'indicator');
    PERFORM 1 FROM divisions_division WHERE id = ANY(divisions) FOR KEY SHARE;
    GET DIAGNOSTICS held = ROW_COUNT;
    PERFORM ledger_all_held(held, divisions, 'division');
    PERFORM 1 FROM ledger_source WHERE id = ANY(sources) FOR KEY SHARE;
    GET DIAGNOSTICS held = ROW_COUNT;
    PERFORM ledger_all_held(held, sources, 'source');
    PERFORM 1 FROM accounts_post WHERE id = ANY(posts) FOR KEY SHARE;
    GET DIAGNOSTICS held = ROW_COUNT;
    PERFORM ledger_all_held(held, posts, 'post');
    RETURN NULL;
END $$;
CREATE FUNCTION ledger_all_held(held bigint, wanted bigint[], what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF held < cardinality(wanted) THEN
        RAISE EXCEPTION '% of the %s that these facts point at are not there', cardinality(wanted) - held, what
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'fact_points_at_a_' || what;
    END IF;
END $$;
CREATE TRIGGER fact_a_points_at_rows AFTER INSERT ON ledger_fact
    REFERENCING NEW TABLE AS new_facts FOR EACH STATEMENT EXECUTE FUNCTION ledger_facts_point_at_rows();
"""

HOLD = """
CREATE FUNCTION ledger_refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    used boolean;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        SELECT EXISTS (SELECT 1 FROM ledger_fact) INTO used;
    ELSE
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM ledger_fact WHERE %I = $1)', TG_ARGV[0]) INTO used USING OLD.id;
    END IF;
    IF used THEN
        RAISE EXCEPTION '% of % refused: facts point at it', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'fact_keeps_what_it_points_at';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
PARENTS = {"ledger_indicator": "indicator_id", "divisions_division": "division_id", "accounts_post": "recorded_by_id"}
HOLDERS = "".join(
    f"CREATE TRIGGER facts_hold BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse_loss('{column}');\n"
    f"CREATE TRIGGER facts_hold_number BEFORE UPDATE OF id ON {table} FOR EACH ROW "
    f"WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION ledger_refuse_loss('{column}');\n"
    f"CREATE TRIGGER facts_hold_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_loss();\n"
    for table, column in PARENTS.items()
)
UNDO = (
    "DROP TRIGGER fact_a_points_at_rows ON ledger_fact; DROP FUNCTION ledger_facts_point_at_rows;"
    "DROP FUNCTION ledger_all_held;"
    + "".join(
        f"DROP TRIGGER {name} ON {table};" for table in PARENTS for name in ("facts_hold", "facts_hold_number", "facts_hold_all")
    )
    + "DROP FUNCTION ledger_refuse_loss;"
)

# Nearly no fact supersedes another: an index without the others is a thousandth of the size.
SPARE = """
ALTER TABLE ledger_fact DROP CONSTRAINT ledger_fact_supersedes_id_key;
CREATE UNIQUE INDEX ledger_fact_supersedes_id_key ON ledger_fact (supersedes_id) WHERE supersedes_id IS NOT NULL;
CREATE TRIGGER ledger_factimport_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_factimport
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
UNDO_SPARE = """
DROP INDEX ledger_fact_supersedes_id_key;
ALTER TABLE ledger_fact ADD CONSTRAINT ledger_fact_supersedes_id_key UNIQUE (supersedes_id);
DROP TRIGGER ledger_factimport_append_only ON ledger_factimport;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_bulk")]
    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(POINT + HOLD + HOLDERS, UNDO),
        migrations.RunSQL(SPARE, UNDO_SPARE),
    ]
