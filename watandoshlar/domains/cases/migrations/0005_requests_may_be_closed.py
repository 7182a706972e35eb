"""A request that nobody answered may be closed after its day."""

from django.db import migrations, models

STEPS = [("close_request", "waiting_for_applicant", "in_review")]


def add_steps(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    for name, source, target in STEPS:
        transition.objects.create(name=name, from_state=source, to_state=target)


def remove_steps(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    transition.objects.filter(name__in=[name for name, _source, _target in STEPS]).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_second_officer_stays_needed")]

    operations = [
        migrations.AddField("itemrequest", "closed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("itemrequest", "cases_one_open_item_request"),
        migrations.AddConstraint(
            "itemrequest",
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(answered_at__isnull=True, closed_at__isnull=True),
                name="cases_one_open_item_request",
            ),
        ),
        migrations.AddConstraint(
            "itemrequest",
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(closed_at__isnull=True),
                name="cases_item_request_ends_once",
            ),
        ),
        migrations.RunPython(add_steps, remove_steps),
    ]
