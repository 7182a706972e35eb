"""Seats, matters, sittings with their items, votes, counts, resolutions and minutes."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_known_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="listed", max_length=10)),
                ("ballot", models.CharField(blank=True, max_length=10)),
                ("delay", models.CharField(blank=True, max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("commission", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("planned_for", models.DateTimeField()),
                ("state", models.CharField(default="planned", max_length=10)),
                ("rules", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
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
                "db_table": "commissions_step",
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="urn",
                        serialize=False,
                        to="commissions.item",
                    ),
                ),
                ("key", models.BinaryField(blank=True)),
                ("content", models.BinaryField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("commission", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=10)),
                ("ground", models.CharField(blank=True, max_length=40)),
                (
                    "own",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "acted_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "bodies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("put_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("ripe_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="commissions.matter"
            ),
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "sitting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="minutes",
                        serialize=False,
                        to="commissions.sitting",
                    ),
                ),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="sitting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="commissions.sitting"
            ),
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(db_index=True, max_length=24)),
                ("kind", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=10)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("words", models.BinaryField(blank=True, default=b"")),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="resolution", to="commissions.item"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("commission", models.CharField(max_length=40)),
                ("office", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=120)),
                ("body", models.CharField(blank=True, max_length=40)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("seated_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conflict", models.CharField(blank=True, max_length=10)),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="commissions.matter",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commissions.seat"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="commissions.sitting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commissions.seat"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(blank=True, max_length=10)),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="commissions.item"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commissions.seat"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="count",
                        serialize=False,
                        to="commissions.item",
                    ),
                ),
                ("in_favour", models.PositiveSmallIntegerField()),
                ("against", models.PositiveSmallIntegerField()),
                ("abstained", models.PositiveSmallIntegerField()),
                ("seated", models.PositiveSmallIntegerField()),
                ("able", models.PositiveSmallIntegerField()),
                ("present", models.PositiveSmallIntegerField()),
                ("needed", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("by_chair", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "in_favour", "against"])),
                        name="commissions_outcome_known",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["commission", "put_at"], name="commissions_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["subject", "kind"], name="commissions_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "listed"))),
                fields=("subject", "kind"),
                name="commissions_put_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["award", "cancel"])), name="commissions_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "listed", "resolved", "withdrawn"])),
                name="commissions_matter_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.UniqueConstraint(fields=("commission", "number"), name="commissions_sitting_number"),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "opened")),
                fields=("commission",),
                name="commissions_one_sitting_in_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "opened", "closed", "cancelled"])),
                name="commissions_sitting_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "cancelled"]), ("opened_at__isnull", False), _connector="OR"
                ),
                name="commissions_opened_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("sitting", "number"), name="commissions_item_number"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["listed", "voting", "counted"])),
                fields=("matter",),
                name="commissions_one_agenda_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["voting", "counted"])),
                fields=("sitting",),
                name="commissions_one_ballot_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["listed", "voting", "counted", "resolved", "put_off", "dropped"])),
                name="commissions_item_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("ballot__in", ["", "open", "secret"])), name="commissions_ballot_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delay__in", ["no_quorum", "tie", "more_facts", "not_reached"]), ("state", "put_off")),
                    models.Q(models.Q(("state", "put_off"), _negated=True), ("delay", "")),
                    _connector="OR",
                ),
                name="commissions_put_off_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["in_favour", "against"])), name="commissions_resolved_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons__len__gte", 1)), name="commissions_resolved_with_reasons"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("office__in", ["chair", "secretary", "member"])), name="commissions_office_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days__isempty", True),
                    models.Q(("days__endswith__isnull", False), ("days__startswith__isnull", False)),
                    _connector="OR",
                ),
                name="commissions_seat_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("commission", "="), ("account", "="), ("days", "&&")], name="commissions_one_seat_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("office", "member"), _negated=True),
                expressions=[("commission", "="), ("office", "="), ("days", "&&")],
                name="commissions_one_chair_one_secretary",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("conflict", "")), fields=("matter", "seat"), name="commissions_declared_none_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("conflict", ""), _negated=True),
                fields=("matter", "seat"),
                name="commissions_declared_conflict_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("conflict__in", ["", "own", "acts_for", "body", "family", "business", "dispute", "other"])
                ),
                name="commissions_conflict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)), fields=("sitting", "seat"), name="commissions_there_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("item", "seat"), name="commissions_one_vote_each"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["", "in_favour", "against", "abstained"])),
                name="commissions_choice_known",
            ),
        ),
    ]
