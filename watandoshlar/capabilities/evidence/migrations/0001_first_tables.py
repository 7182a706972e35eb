import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_names_stay_as_written"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=5)),
                ("name", models.BinaryField()),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("fingerprint", models.BinaryField()),
                ("created_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("file", "photo"))), name="evidence_kind_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="evidence_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", True), models.Q(("fingerprint", b""), ("name", b"")), _connector="OR"
                        ),
                        name="evidence_tombstone_is_bare",
                    ),
                ],
            },
        ),
    ]
