"""The database itself keeps the tree of the past: one placement a day, ended once, and changes that stay told."""

from django.db import migrations

GUARD = """
ALTER TABLE divisions_placement ADD CONSTRAINT placement_one_a_day EXCLUDE USING gist (
    int8range(division_id, division_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&
);
CREATE FUNCTION divisions_keep_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL
       AND (NEW.id, NEW.division_id, NEW.name, NEW.valid_from) = (OLD.id, OLD.division_id, OLD.name, OLD.valid_from)
       AND (NEW.parent_id, NEW.reports_under_id) IS NOT DISTINCT FROM (OLD.parent_id, OLD.reports_under_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of a placement refused: it may only be ended, once', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'placement_stands';
END $$;
CREATE TRIGGER placement_stands BEFORE UPDATE OR DELETE ON divisions_placement
    FOR EACH ROW EXECUTE FUNCTION divisions_keep_the_past();
CREATE FUNCTION divisions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refused: a reorganisation is undone only by another one, dated', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reorganisation_append_only';
END $$;
CREATE TRIGGER reorganisation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON divisions_reorganisation
    FOR EACH STATEMENT EXECUTE FUNCTION divisions_refuse_change();
CREATE TRIGGER succession_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON divisions_succession
    FOR EACH STATEMENT EXECUTE FUNCTION divisions_refuse_change();
"""

UNDO = """
DROP TRIGGER succession_append_only ON divisions_succession;
DROP TRIGGER reorganisation_append_only ON divisions_reorganisation;
DROP FUNCTION divisions_refuse_change();
DROP TRIGGER placement_stands ON divisions_placement;
DROP FUNCTION divisions_keep_the_past();
ALTER TABLE divisions_placement DROP CONSTRAINT placement_one_a_day;
"""


class Migration(migrations.Migration):
    dependencies = [("divisions", "0002_reorganisations")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
