"""Signing runs: what the database itself holds of two officers, and of signing each document once."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import watandoshlar.foundation.clock

KEEP = """
CREATE FUNCTION certificates_keep_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves CONSTANT text[] := ARRAY['state', 'approved_by', 'approved_at', 'ended_at', 'paused_by'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves
       OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by) THEN
        RAISE EXCEPTION 'run %: what was opened does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_fixed';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
       (('opened', 'running'), ('opened', 'refused'), ('running', 'done'), ('running', 'stopped')) THEN
        RAISE EXCEPTION 'run %: % does not become %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_step_known';
    END IF;
    IF NEW.state = 'done' AND EXISTS (SELECT FROM certificates_runitem WHERE run_id = NEW.id AND state = 'waiting') THEN
        RAISE EXCEPTION 'run %: not everything is done', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_not_done';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER certificates_keep_run BEFORE UPDATE OR DELETE ON certificates_signingrun
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_run();

CREATE FUNCTION certificates_keep_run_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    run_state text := (SELECT state FROM certificates_signingrun WHERE id = NEW.run_id);
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF run_state <> 'opened' OR NEW.state <> 'waiting' THEN
            RAISE EXCEPTION 'run %: nothing is added after it was approved', NEW.run_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_item_before_approval';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.run_id, NEW.person_id, NEW.subject, NEW.previous_id)
       IS DISTINCT FROM (OLD.run_id, OLD.person_id, OLD.subject, OLD.previous_id)
       OR (NEW.record IS NOT NULL AND NEW.record IS DISTINCT FROM OLD.record) THEN
        RAISE EXCEPTION 'item % of run %: what it is does not change', OLD.id, OLD.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_item_fixed';
    END IF;
    IF OLD.state <> 'waiting' OR (NEW.state IN ('done', 'failed') AND run_state <> 'running') THEN
        RAISE EXCEPTION 'item % of run %: it is done once, in a run that was approved', OLD.id, OLD.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_run_item_once';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER certificates_keep_run_item BEFORE INSERT OR UPDATE ON certificates_runitem
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_run_item();
"""
LET_GO = """
DROP TRIGGER certificates_keep_run_item ON certificates_runitem;
DROP FUNCTION certificates_keep_run_item();
DROP TRIGGER certificates_keep_run ON certificates_signingrun;
DROP FUNCTION certificates_keep_run();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0009_signing_keys"),
        ("people", "0005_known_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("issue", "issue"), ("reissue", "reissue")], max_length=10)),
                ("post_code", models.SlugField(blank=True, default="", max_length=60)),
                ("document_type", models.SlugField(max_length=60)),
                ("state", models.CharField(default="opened", max_length=10)),
                ("opened_by", models.BigIntegerField()),
                ("opened_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                ("approved_by", models.BigIntegerField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("paused_by", models.CharField(blank=True, default="", max_length=40)),
                (
                    "withdrawn_key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certificates.signingkey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RunItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("record", models.BinaryField(blank=True, null=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("failure", models.CharField(blank=True, default="", max_length=60)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "certificate",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certificates.certificate",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certificates.certificate",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="certificates.signingrun"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="signingrun",
            index=models.Index(fields=["state", "opened_at"], name="certificates_run_state"),
        ),
        migrations.AddConstraint(
            model_name="signingrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("opened_by")), _negated=True),
                    _connector="OR",
                ),
                name="certificates_run_two_officers",
            ),
        ),
        migrations.AddConstraint(
            model_name="signingrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", False),
                    models.Q(("state__in", ["running", "done"]), _negated=True),
                    _connector="OR",
                ),
                name="certificates_run_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="runitem",
            index=models.Index(fields=["run", "state"], name="certificates_run_item_state"),
        ),
        migrations.AddConstraint(
            model_name="runitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("previous", None)), fields=("run", "person"), name="certificates_run_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="runitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "done"])),
                fields=("subject",),
                name="certificates_run_subject_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="runitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "done"])),
                fields=("previous",),
                name="certificates_run_previous_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="runitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("certificate__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("certificate", None)),
                    _connector="OR",
                ),
                name="certificates_run_item_done",
            ),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
