"""Bodies recommend; a cancellation is put before a commission, and its holder is heard."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_place_in_a_family"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("ground", models.CharField(max_length=40)),
                ("why", models.BinaryField()),
                ("proposed_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("heard_until", models.DateTimeField()),
                ("answer", models.BinaryField(blank=True, default=b"")),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_as", models.CharField(blank=True, max_length=10)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cancellations", to="cases.case"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="cases_cancellation_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("case",),
                        name="cases_one_open_cancellation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_as__in", ("", "cancelled", "kept", "taken_back"))),
                        name="cases_cancellation_ending_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_as", ""), ("ended_at__isnull", True)),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_as", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cases_cancellation_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_at__lte", models.F("heard_until")),
                            _connector="OR",
                        ),
                        name="cases_heard_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("body", models.CharField(max_length=40)),
                ("state", models.CharField(default="asked", max_length=10)),
                ("letter_number", models.PositiveSmallIntegerField(default=0)),
                ("link_until", models.DateTimeField(null=True)),
                ("how", models.CharField(blank=True, max_length=8)),
                ("words", models.BinaryField(blank=True, default=b"")),
                ("asked_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recommendations", to="cases.case"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "asked")), fields=["link_until"], name="cases_recommendations_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "rule", "body"), name="cases_recommendation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("asked", "supported", "declined", "expired"))),
                        name="cases_recommendation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("", "link", "paper"))), name="cases_recommendation_way_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["supported", "declined"]), _negated=True),
                            models.Q(("answered_at__isnull", False), models.Q(("how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cases_recommendation_by_an_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "paper"), _negated=True), ("officer__isnull", False), _connector="OR"
                        ),
                        name="cases_recommendation_seen_by_officer",
                    ),
                ],
            },
        ),
    ]
