import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # One post per place and day is an exclusion constraint over text and days together.
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("embassy", "Embassy"),
                            ("consulate_general", "Consulate General"),
                            ("consulate", "Consulate"),
                            ("mission", "Permanent mission"),
                        ],
                        max_length=20,
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("city", models.JSONField()),
                ("zone", models.CharField(max_length=40)),
                ("weekend", models.JSONField()),
                ("hours", models.JSONField()),
                ("languages", models.JSONField()),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("active_from", models.DateField(blank=True, null=True)),
                ("active_until", models.DateField(blank=True, null=True)),
                ("closed_days", models.JSONField(default=list)),
                ("open_days", models.JSONField(default=list)),
                ("sources", models.JSONField()),
                ("states", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("embassy", "consulate_general", "consulate", "mission"))),
                        name="posts_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_from__isnull", True),
                            ("active_until__isnull", True),
                            ("active_until__gte", models.F("active_from")),
                            _connector="OR",
                        ),
                        name="posts_active_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service", models.CharField(max_length=80)),
                ("content", models.JSONField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="posts.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "service"), name="posts_one_override_per_service")
                ],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(max_length=2)),
                ("region", models.CharField(blank=True, max_length=6)),
                ("service", models.CharField(blank=True, max_length=80)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("stand_in", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=20)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="districts", to="posts.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["country"], name="posts_district_country")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("stand_in", False)),
                        expressions=[
                            ("country", "="),
                            ("region", "="),
                            ("service", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="posts_one_post_per_place_and_day",
                    )
                ],
            },
        ),
    ]
