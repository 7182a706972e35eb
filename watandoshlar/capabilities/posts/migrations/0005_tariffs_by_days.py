"""A tariff is a list of rows with days; one that was written without days becomes a list of one row."""

from django.db import migrations

ALWAYS = {"valid_from": None, "valid_until": None}


def to_rows(apps, schema_editor):
    for override in apps.get_model("posts", "Override").objects.all():
        fees = override.content.get("fees")
        if fees:
            override.content["fees"] = {
                name: [ALWAYS | row] if isinstance(row, dict) else row for name, row in fees.items()
            }
            override.save(update_fields=["content"])
    # The file says more than was kept: it is read again.
    apps.get_model("posts", "Post").objects.exclude(content_hash="").update(content_hash="0" * 64)


class Migration(migrations.Migration):
    dependencies = [("posts", "0004_visits_by_appointment")]
    operations = [migrations.RunPython(to_rows, migrations.RunPython.noop)]
