"""The index by division alone is gone: reads of one division name every indicator and take the index by key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_values_as_doubles")]
    operations = [
        migrations.AlterField(
            model_name="fact",
            name="division",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="divisions.division",
            ),
        ),
    ]
