"""Visits, wishes, openings with their draws, and tickets; two visits never share a window at one time."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("posts", "0004_visits_by_appointment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of",
                        "name",
                        "from_state",
                        "to_state",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("of", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=24)),
                ("from_state", models.CharField(max_length=24)),
                ("to_state", models.CharField(max_length=24)),
            ],
            options={
                "db_table": "appointments_step",
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("sealed_seed", models.BinaryField()),
                ("seed_hash", models.CharField(max_length=64)),
                ("announced_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("state", models.CharField(default="announced", max_length=10)),
                ("seed", models.CharField(blank=True, max_length=64)),
                ("list_hash", models.CharField(blank=True, max_length=64)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("is_courtesy", models.BooleanField(default=False)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("window", models.PositiveSmallIntegerField(null=True)),
                ("given_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=24)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                ("people", models.PositiveSmallIntegerField()),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("lane", models.CharField(max_length=10)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("rank", models.PositiveIntegerField(null=True)),
                ("lost", models.PositiveSmallIntegerField(default=0)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                ("joined_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("turn_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=24)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                ("people", models.PositiveSmallIntegerField()),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("lane", models.CharField(max_length=10)),
                ("window", models.PositiveSmallIntegerField(null=True)),
                ("span", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                ("state", models.CharField(default="held", max_length=10)),
                ("is_taken", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("held_until", models.DateTimeField(null=True)),
                ("booked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("reminded", models.PositiveSmallIntegerField(null=True)),
                ("answer_by", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("identity", models.CharField(blank=True, max_length=10)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="appointments.opening",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appointments.visit",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="appointments.wish",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DrawEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lane", models.CharField(max_length=10)),
                ("lost", models.PositiveSmallIntegerField()),
                ("place", models.PositiveIntegerField()),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="appointments.opening"
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="appointments.wish"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(fields=("post", "number"), name="appointments_opening_number"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "opened"), _negated=True),
                fields=("post",),
                name="appointments_one_opening_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["announced", "drawn", "opened"])),
                name="appointments_opening_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="appointments_opening_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="appointments_opening_has_window"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seed", ""), ("state", "announced")),
                    models.Q(models.Q(("state", "announced"), _negated=True), models.Q(("seed", ""), _negated=True)),
                    _connector="OR",
                ),
                name="appointments_seed_public_when_drawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                fields=("post", "day", "number"), name="appointments_one_ticket_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waiting"), ("window__isnull", True)),
                    models.Q(("state__in", ["called", "done"]), ("window__isnull", False)),
                    _connector="OR",
                ),
                name="appointments_called_to_a_window",
            ),
        ),
        migrations.AddIndex(
            model_name="wish",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["post"], name="appointments_waiting"),
        ),
        migrations.AddIndex(
            model_name="wish",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "offered"))),
                fields=["account"],
                name="appointments_wishes_of_account",
            ),
        ),
        migrations.AddIndex(
            model_name="wish",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state__in", ("waiting", "offered"))),
                fields=["tokens"],
                name="appointments_wishes_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="wish",
            index=models.Index(fields=["post", "joined_at"], name="appointments_wishes_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "offered"))),
                fields=("subject",),
                name="appointments_one_wish_per_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "offered", "met", "left", "ended"])),
                name="appointments_wish_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__in", ("displaced", "courtesy", "ordinary"))), name="appointments_lane_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="appointments_days_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="appointments_of_subject"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state__in", ("held", "booked", "asked"))),
                fields=["tokens"],
                name="appointments_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("state__in", ("held", "booked", "asked"))),
                fields=["account"],
                name="appointments_of_account",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(condition=models.Q(("state", "held")), fields=["held_until"], name="appointments_holds"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["answer_by"], name="appointments_unanswered"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("is_taken", True), ("state__in", ("lapsed", "cancelled", "moved", "displaced"))),
                fields=["post"],
                name="appointments_to_pass_on",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["post", "booked_at"], name="appointments_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_taken", True)),
                expressions=[("post", "="), ("window", "="), ("span", "&&")],
                name="appointments_no_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "held")), fields=("subject",), name="appointments_one_hold"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["booked", "asked"])),
                fields=("subject",),
                name="appointments_one_visit",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["held", "booked", "asked", "attended", "missed", "lapsed", "cancelled", "moved", "displaced"],
                    )
                ),
                name="appointments_visit_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__in", ("displaced", "courtesy", "ordinary"))),
                name="appointments_visit_lane_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_taken", True), ("state__in", ("lapsed", "cancelled", "moved", "displaced")), _connector="OR"
                ),
                name="appointments_taken_while_somebody_comes",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("span__isnull", False), ("window__isnull", False)),
                    models.Q(("span__isnull", True), ("state", "attended"), ("window__isnull", True)),
                    _connector="OR",
                ),
                name="appointments_has_its_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True), ("held_until__isnull", False), _connector="OR"
                ),
                name="appointments_hold_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "asked"), _negated=True), ("answer_by__isnull", False), _connector="OR"
                ),
                name="appointments_reminder_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "attended"), _negated=True),
                    models.Q(("identity__in", ("document", "otherwise", "unknown")), ("received_by__isnull", False)),
                    _connector="OR",
                ),
                name="appointments_somebody_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawentry",
            constraint=models.UniqueConstraint(fields=("opening", "wish"), name="appointments_one_entry_per_draw"),
        ),
        migrations.AddConstraint(
            model_name="drawentry",
            constraint=models.UniqueConstraint(fields=("opening", "place"), name="appointments_one_entry_per_place"),
        ),
    ]
