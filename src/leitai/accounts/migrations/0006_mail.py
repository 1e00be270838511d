"""Where reminders go by e-mail, and whether they are wanted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever has an address gets them, until they say otherwise."""

    dependencies = [("accounts", "0005_clock_of_the_database")]

    operations = [
        migrations.AddField(
            model_name="user", name="mail_address", field=models.EmailField(blank=True, db_default="", max_length=254)
        ),
        migrations.AddField(
            model_name="user", name="wants_mail", field=models.BooleanField(db_default=True, default=True)
        ),
    ]
