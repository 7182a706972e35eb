import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import watandoshlar.foundation.clock

STATUSES = ["valid", "suspended", "revoked"]
REASONS = ("requested_by_holder", "superseded", "issued_in_error", "obtained_by_fraud", "holder_died", "lost_or_stolen")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_first_tables")]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("key_id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("algorithm", models.SmallIntegerField(default=-7)),
                ("public_key", models.BinaryField()),
                (
                    "document_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60), default=list, size=None
                    ),
                ),
                ("not_before", models.DateTimeField()),
                ("sign_until", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("number", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("document_type", models.SlugField(max_length=60)),
                ("titles", models.JSONField()),
                ("subject", models.CharField(max_length=60, unique=True)),
                ("post_code", models.SlugField(max_length=60)),
                ("record", models.BinaryField()),
                ("seal", models.BinaryField()),
                ("code_fingerprint", models.BinaryField()),
                ("storage_name", models.CharField(max_length=120)),
                ("issued_at", models.DateTimeField()),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("status", models.CharField(default="valid", max_length=10)),
                ("status_changed_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.signingkey"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="certificates_of_person")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="certificates_status_known")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_status", models.CharField(max_length=10)),
                ("to_status", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=30)),
                ("account_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_changes",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(reason__in=REASONS), name="certificates_reason_known")
                ],
            },
        ),
    ]
