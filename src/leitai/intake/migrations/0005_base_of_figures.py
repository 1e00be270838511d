"""What the text says, in base units, beside the value in the unit of its indicator."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Figures found before have none; their values are converted from the unit they are in."""

    dependencies = [("intake", "0004_tables")]

    operations = [
        migrations.AddField(
            model_name="brieffigure",
            name="base_value",
            field=models.DecimalField(decimal_places=8, max_digits=28, null=True),
        ),
        migrations.AddField(
            model_name="brieffigure",
            name="base_max",
            field=models.DecimalField(decimal_places=8, max_digits=28, null=True),
        ),
        migrations.AddField(
            model_name="brieffigure",
            name="base_unit",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    ]
