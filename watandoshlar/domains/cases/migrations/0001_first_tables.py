import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0002_versions_never_change"),
        ("people", "0001_first_tables"),
        ("posts", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "name", "from_state", "to_state", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=24)),
                ("from_state", models.CharField(max_length=24)),
                ("to_state", models.CharField(max_length=24)),
            ],
            options={
                "db_table": "cases_transition",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("country", models.CharField(max_length=2)),
                ("region", models.CharField(blank=True, max_length=6)),
                ("idempotency_key", models.CharField(max_length=64)),
                ("state", models.CharField(default="submitted", max_length=24)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("needs_second_officer", models.BooleanField()),
                ("submitted_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.serviceversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("answers", models.BinaryField()),
                ("changed_fields", models.JSONField(default=list)),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer_sets", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("name", models.CharField(max_length=24)),
                ("from_state", models.CharField(blank=True, max_length=24)),
                ("to_state", models.CharField(max_length=24)),
                ("facts", models.JSONField(default=dict)),
                ("is_public", models.BooleanField(default=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("step", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(max_length=8)),
                ("reasons", models.JSONField(default=list)),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("made_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="cases.case"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("country", models.CharField(max_length=2)),
                ("region", models.CharField(blank=True, max_length=6)),
                ("answers", models.BinaryField()),
                ("revision", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("saved_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "offered_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.serviceversion",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
                ),
                (
                    "submitted_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="cases.case",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.serviceversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("items", models.JSONField()),
                ("note", models.BinaryField(blank=True, default=b"")),
                ("due_on", models.DateField()),
                ("asked_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="item_requests", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ("submitted", "in_review", "waiting_for_applicant", "proposed", "approved"))
                ),
                fields=["post", "due_at", "id"],
                name="cases_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["account", "-submitted_at"], name="cases_of_account"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("account", "idempotency_key"), name="cases_case_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "submitted",
                            "in_review",
                            "waiting_for_applicant",
                            "proposed",
                            "approved",
                            "refused",
                            "issued",
                            "withdrawn",
                        ],
                    )
                ),
                name="cases_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("officer__isnull", True),
                    models.Q(("officer", models.F("account")), _negated=True),
                    _connector="OR",
                ),
                name="cases_officer_is_not_applicant",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_review"), _negated=True), ("officer__isnull", False), _connector="OR"
                ),
                name="cases_in_review_has_officer",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="cases_answer_set_number"),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["case", "id"], name="cases_events_of_case"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("case", "round", "officer"), name="cases_two_officers_decide"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("case", "round", "step"), name="cases_one_decision_per_step"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", [1, 2])), name="cases_decision_step_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["approve", "refuse", "return"])), name="cases_outcome_known"
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["account", "-saved_at"], name="cases_draft_of_account"),
        ),
        migrations.AddConstraint(
            model_name="itemrequest",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="cases_item_request_number"),
        ),
        migrations.AddConstraint(
            model_name="itemrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("case",), name="cases_one_open_item_request"
            ),
        ),
    ]
