"""What the published figures ask for: appeals by their day, answers by their moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0002_what_the_database_refuses")]

    operations = [
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["registered_on"], name="appeals_by_day"),
        ),
        migrations.AddIndex(
            model_name="demandanswer",
            index=models.Index(condition=models.Q(("number", 1)), fields=["made_at"], name="appeals_answers_by_moment"),
        ),
    ]
