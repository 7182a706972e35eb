"""Heads of the log: signed once for each length that was published, and never changed."""

from django.db import migrations, models

KEEP = """
CREATE TRIGGER certificates_loghead_append_only BEFORE UPDATE OR DELETE ON certificates_loghead
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
"""
LET_GO = "DROP TRIGGER certificates_loghead_append_only ON certificates_loghead;"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_wallets")]

    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField()),
                ("token", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="certificates_head_has_size")
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
