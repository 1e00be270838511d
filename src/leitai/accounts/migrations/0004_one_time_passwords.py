from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_password_age")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_is_one_time",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RemoveConstraint(model_name="post", name="post_ends_after_it_begins"),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="post_ends_after_it_begins",
            ),
        ),
    ]
