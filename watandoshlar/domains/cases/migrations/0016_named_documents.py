"""Which documents an approved application names, and the step back from an approval that cannot be kept."""

import django.db.models.deletion
from django.db import migrations, models

STEPS = [("reopen_approval", "approved", "in_review")]

TRIGGER = """
CREATE TRIGGER cases_nameddocument_append_only BEFORE UPDATE OR DELETE ON cases_nameddocument
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""
NO_TRIGGER = "DROP TRIGGER cases_nameddocument_append_only ON cases_nameddocument;"


def fill(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    transition.objects.bulk_create(
        transition(name=name, from_state=source, to_state=target) for name, source, target in STEPS
    )


def empty(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    for name, source, target in STEPS:
        transition.objects.filter(name=name, from_state=source, to_state=target).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_recommendations_and_cancellations"),
        ("certificates", "0012_key_of_a_list"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.certificate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "certificate"), name="cases_document_named_once")
                ],
            },
        ),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunPython(fill, empty),
    ]
