"""The database itself keeps the log from change, and finds the run that holds a fact."""

from django.db import migrations

TABLES = ("ledger_sealkey", "ledger_treehead", "ledger_sealedrun", "ledger_sealednode")
REFUSE = "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();\n"
    for table in TABLES
)
UNDO = "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in TABLES)
FIND = (
    "CREATE INDEX sealed_run_by_facts ON ledger_sealedrun USING gist (int8range(first_fact, last_fact, '[]'));\n"
    "CREATE UNIQUE INDEX seal_key_one_first ON ledger_sealkey ((true)) WHERE introduced_by_id IS NULL;"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_seals")]
    operations = [
        migrations.RunSQL(REFUSE, UNDO),
        migrations.RunSQL(FIND, "DROP INDEX sealed_run_by_facts; DROP INDEX seal_key_one_first;"),
    ]
