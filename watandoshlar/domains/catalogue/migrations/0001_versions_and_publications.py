import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="ServiceVersion",
            fields=[
                ("content_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=80)),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content_hash__regex", "^[0-9a-f]{64}$")), name="catalogue_version_hash"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80)),
                ("difference", models.CharField(max_length=10)),
                ("draft_policy", models.CharField(max_length=10)),
                ("published_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.serviceversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="catalogue.serviceversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "-id"], name="catalogue_latest_publication")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("draft_policy__in", ("keep", "offer", "migrate"))),
                        name="catalogue_draft_policy_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("difference__in", ["none", "text_only", "additive", "breaking"])),
                        name="catalogue_difference_known",
                    ),
                ],
            },
        ),
    ]
