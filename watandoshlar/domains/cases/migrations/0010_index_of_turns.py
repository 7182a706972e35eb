"""The few events by which an appeal changes its post or begins anew; the published figures ask for them of each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_entries_once_per_key")]

    operations = [
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("name__in", ["transfer", "hand_over", "reopen"])),
                fields=["case", "id"],
                name="cases_turns_of_case",
            ),
        ),
    ]
