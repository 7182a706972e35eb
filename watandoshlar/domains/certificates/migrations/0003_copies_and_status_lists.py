import django.db.models.deletion
from django.db import migrations, models

import watandoshlar.domains.certificates.models.copy
import watandoshlar.domains.certificates.models.status_list
import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_issued_stays_issued"),
        ("people", "0005_known_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=watandoshlar.domains.certificates.models.copy.new_copy_id,
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("form", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField()),
                ("holder_key", models.CharField(blank=True, default="", max_length=64)),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("leaf", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("leaf", models.BinaryField(unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=watandoshlar.domains.certificates.models.status_list.new_list_id,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("size", models.PositiveIntegerField(default=1048576)),
                ("bits", models.PositiveSmallIntegerField(default=2)),
                ("opened_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="certificate",
            name="certificates_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="statuschange",
            name="certificates_reason_known",
        ),
        migrations.AddField(
            model_name="certificate",
            name="own_status",
            field=models.CharField(default="valid", max_length=10),
        ),
        migrations.AddField(
            model_name="certificate",
            name="previous",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next",
                to="certificates.certificate",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="rests_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="certificates.certificate",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("status", "valid"), _negated=True), fields=["status"], name="certificates_not_valid"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["valid", "suspended", "revoked", "superseded"])),
                name="certificates_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("previous", None), ("version", 1)),
                    models.Q(("previous__isnull", False), ("version__gt", 1)),
                    _connector="OR",
                ),
                name="certificates_version_follows",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        (
                            "requested_by_holder",
                            "issued_in_error",
                            "obtained_by_fraud",
                            "holder_died",
                            "lost_or_stolen",
                            "superseded",
                            "rests_on",
                        ),
                    )
                ),
                name="certificates_reason_known",
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="certificates.certificate"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.signingkey"
            ),
        ),
        migrations.CreateModel(
            name="PublishedList",
            fields=[
                (
                    "status_list",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="published",
                        serialize=False,
                        to="certificates.statuslist",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField()),
                ("statuses_hash", models.BinaryField()),
                ("jwt", models.TextField()),
                ("cwt", models.BinaryField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="statuslist",
            constraint=models.CheckConstraint(
                condition=models.Q(("bits__in", (1, 2, 4, 8)), ("size__gt", 0)), name="certificates_list_has_form"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="status_list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="certificates.statuslist"
            ),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(fields=("status_list", "position"), name="certificates_position_once"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["seal", "card", "travel_seal", "sd_jwt", "mdoc", "vc"])),
                name="certificates_form_known",
            ),
        ),
    ]
