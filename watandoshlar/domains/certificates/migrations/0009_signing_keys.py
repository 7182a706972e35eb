"""Keys have a kind, certificates, a quota and a root above them; what was trusted stays trusted."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
UPDATE certificates_signingkey SET listed_at = not_before;

CREATE FUNCTION certificates_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.key_id, NEW.public_key, NEW.algorithm, NEW.kind)
                 IS DISTINCT FROM (OLD.key_id, OLD.public_key, OLD.algorithm, OLD.kind) THEN
        RAISE EXCEPTION 'key %: what it is does not change', OLD.key_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_key_fixed';
    END IF;
    IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'key %: a withdrawn key never comes back', OLD.key_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_key_stays_withdrawn';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER certificates_keep_key BEFORE UPDATE OR DELETE ON certificates_signingkey
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_key();

CREATE FUNCTION certificates_list_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <= (SELECT max(version) FROM certificates_publishedtrustlist) THEN
        RAISE EXCEPTION 'trust list %: a later one was published', NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_list_goes_on';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER certificates_list_goes_on BEFORE INSERT ON certificates_publishedtrustlist
    FOR EACH ROW EXECUTE FUNCTION certificates_list_goes_on();

CREATE TRIGGER certificates_publishedtrustlist_append_only BEFORE UPDATE OR DELETE ON certificates_publishedtrustlist
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
CREATE TRIGGER certificates_keyalarm_append_only BEFORE UPDATE OR DELETE ON certificates_keyalarm
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
"""
LET_GO = """
DROP TRIGGER certificates_keyalarm_append_only ON certificates_keyalarm;
DROP TRIGGER certificates_publishedtrustlist_append_only ON certificates_publishedtrustlist;
DROP TRIGGER certificates_list_goes_on ON certificates_publishedtrustlist;
DROP FUNCTION certificates_list_goes_on();
DROP TRIGGER certificates_keep_key ON certificates_signingkey;
DROP FUNCTION certificates_keep_key();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0008_cancelled_by_a_commission")]

    operations = [
        migrations.CreateModel(
            name="PublishedTrustList",
            fields=[
                ("version", models.BigIntegerField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("root", models.BinaryField()),
                ("documents", models.BinaryField()),
                ("withdrawals", models.JSONField()),
                ("published_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField("signingkey", "kind", models.SlugField(blank=True, default="", max_length=60)),
        migrations.AddField("signingkey", "listed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("signingkey", "chain", models.JSONField(default=dict)),
        migrations.AddField("signingkey", "daily_quota", models.PositiveIntegerField(default=50_000)),
        migrations.AddField("signingkey", "hourly_alarm", models.PositiveIntegerField(default=5_000)),
        migrations.CreateModel(
            name="KeyUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField()),
                ("signed", models.PositiveIntegerField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.signingkey"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["key", "hour"], name="certificates_key_use")]},
        ),
        migrations.CreateModel(
            name="KeyAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(choices=[("rate", "Rate"), ("quota", "Quota")], max_length=5)),
                ("since", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.signingkey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "cause", "since"), name="certificates_one_alarm")
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
