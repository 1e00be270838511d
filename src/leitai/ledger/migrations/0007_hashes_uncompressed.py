"""Hashes do not compress: trying it was a third of the time of a seal."""

from django.db import migrations

WHOLE = """
ALTER TABLE ledger_sealedrun ALTER COLUMN hashes SET STORAGE EXTERNAL;
ALTER TABLE ledger_sealedrun ALTER COLUMN facts SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_statement_checks")]
    operations = [migrations.RunSQL(WHOLE, migrations.RunSQL.noop)]
