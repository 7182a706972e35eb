"""Work between offices, the way of a result to its applicant, and cases that few may read."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import watandoshlar.foundation.clock


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_families_and_consents"),
        ("catalogue", "0002_versions_never_change"),
        ("people", "0003_entered_people"),
        ("posts", "0003_days_entered_later"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="hand_over",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("state", models.CharField(default="expected", max_length=12)),
                ("way", models.CharField(blank=True, max_length=10)),
                ("address", models.BinaryField(blank=True, default=b"")),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("keep_until", models.DateField(blank=True, null=True)),
                ("chase_on", models.DateField(blank=True, null=True)),
                ("chased_on", models.DateField(blank=True, null=True)),
                ("collected_by", models.CharField(blank=True, max_length=10)),
                ("document_seen", models.CharField(blank=True, max_length=20)),
                ("identity", models.BinaryField(blank=True, default=b"")),
                ("parcel", models.BinaryField(blank=True, default=b"")),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.BinaryField(blank=True, default=b"")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="HandOverStep",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "name", "from_state", "to_state", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=24)),
                ("from_state", models.CharField(max_length=12)),
                ("to_state", models.CharField(max_length=12)),
            ],
            options={
                "db_table": "cases_handoverstep",
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(max_length=40)),
                ("question", models.BinaryField(blank=True, default=b"")),
                ("pauses", models.BooleanField()),
                ("sent_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("due_days", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("reasons", models.JSONField(default=list)),
                ("report", models.BinaryField(blank=True, default=b"")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_as", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="cases_state_known",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_queue",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_days_of_term",
        ),
        migrations.AddField(
            model_name="case",
            name="is_confidential",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="second_officer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "submitted",
                            "in_review",
                            "waiting_for_applicant",
                            "proposed",
                            "referred",
                            "approved",
                            "forwarded",
                        ),
                    )
                ),
                fields=["post", "due_at", "id"],
                name="cases_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "submitted",
                            "in_review",
                            "waiting_for_applicant",
                            "proposed",
                            "referred",
                            "approved",
                            "forwarded",
                        ),
                    )
                ),
                fields=["due_office", "due_days"],
                name="cases_by_days_of_term",
            ),
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
                            "referred",
                            "approved",
                            "refused",
                            "issued",
                            "forwarded",
                            "answered",
                            "not_considered",
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
                    ("second_officer__isnull", True),
                    models.Q(
                        models.Q(("second_officer", models.F("account")), _negated=True),
                        models.Q(("second_officer", models.F("officer")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_second_officer_is_another",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="handed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="from_post",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
        ),
        migrations.AddField(
            model_name="referral",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="to_post",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("state", "ready")), fields=["keep_until"], name="cases_results_kept"
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("state", "ready")), fields=["chase_on"], name="cases_results_to_chase"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["expected", "ready", "sent", "collected", "received", "downloaded", "told", "returned"],
                    )
                ),
                name="cases_hand_over_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["", "collect", "send", "download", "told"])), name="cases_way_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("collected_by__in", ["", "applicant", "mandate", "authority"])),
                name="cases_collector_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "document_seen__in",
                        ["", "passport", "id_card", "return_certificate", "foreign_passport", "other"],
                    )
                ),
                name="cases_document_seen_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "collected"), _negated=True),
                    models.Q(
                        ("way", "collect"),
                        models.Q(("collected_by", ""), _negated=True),
                        models.Q(("document_seen", ""), _negated=True),
                        models.Q(("identity", b""), _negated=True),
                        ("handed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="cases_collected_with_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "received"]), _negated=True),
                    models.Q(("way", "send"), models.Q(("parcel", b""), _negated=True)),
                    _connector="OR",
                ),
                name="cases_sent_with_parcel",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "downloaded"), _negated=True), ("way", "download"), _connector="OR"
                ),
                name="cases_downloaded_by_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "told"), _negated=True),
                    models.Q(("way", "told"), models.Q(("words", b""), _negated=True)),
                    _connector="OR",
                ),
                name="cases_told_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "expected"), ("ready_at__isnull", False), _connector="OR"),
                name="cases_ready_at_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["to_post", "due_at", "id"],
                name="cases_referrals_of_office",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(("ended_at__isnull", True)), fields=["due_days"], name="cases_referrals_by_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="cases_referral_number"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="cases_one_open_referral"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "nothing_against", "against", "cannot_tell"])),
                name="cases_report_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_as__in", ("", "reported", "recalled", "withdrawn"))),
                name="cases_referral_ending_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), models.Q(("ended_as", ""), _negated=True), _connector="XOR"
                ),
                name="cases_referral_ends_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), ("ended_as", "reported"), _connector="XOR"),
                name="cases_report_has_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_as", "reported"), _negated=True), ("taken_by__isnull", False), _connector="OR"
                ),
                name="cases_report_by_who_took_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_by__isnull", True), ("taken_at__isnull", False), _connector="XOR"),
                name="cases_referral_taken_at",
            ),
        ),
    ]
