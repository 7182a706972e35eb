"""The database numbers the log without a gap, lets copies and lists only be added, and a document be replaced only by
one that exists."""

from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION certificates_keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves CONSTANT text[] := ARRAY['status', 'own_status', 'status_changed_at'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves THEN
        RAISE EXCEPTION 'document %: what was issued does not change', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_issued_fixed';
    END IF;
    IF NOT certificates_may_become(OLD.status, NEW.status)
       OR NOT certificates_may_become(OLD.own_status, NEW.own_status) THEN
        RAISE EXCEPTION 'document %: % (%) does not become % (%)',
            OLD.number, OLD.status, OLD.own_status, NEW.status, NEW.own_status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_status_step_known';
    END IF;
    IF NEW.own_status = 'superseded'
       AND NOT EXISTS (SELECT FROM certificates_certificate WHERE previous_id = NEW.number) THEN
        RAISE EXCEPTION 'document %: nothing takes its place', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_superseded_by_something';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION certificates_may_become(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT before = after OR (before, after) IN (
        ('valid', 'suspended'), ('suspended', 'valid'), ('valid', 'revoked'), ('suspended', 'revoked'),
        ('valid', 'superseded'), ('suspended', 'superseded')
    )
$$;

UPDATE certificates_certificate SET own_status = status WHERE own_status <> status;

CREATE TRIGGER certificates_copy_append_only BEFORE UPDATE OR DELETE ON certificates_copy
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
CREATE TRIGGER certificates_statuslist_append_only BEFORE UPDATE OR DELETE ON certificates_statuslist
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
CREATE TRIGGER certificates_logentry_append_only BEFORE UPDATE OR DELETE ON certificates_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();

CREATE FUNCTION certificates_number_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('certificates log', 0));
    NEW.index := coalesce((SELECT max(index) + 1 FROM certificates_logentry), 0);
    RETURN NEW;
END $$;

CREATE TRIGGER certificates_logentry_numbered BEFORE INSERT ON certificates_logentry
    FOR EACH ROW EXECUTE FUNCTION certificates_number_log();

CREATE FUNCTION certificates_log_copy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO certificates_logentry (index, leaf, at) VALUES (0, NEW.leaf, NEW.made_at);
    RETURN NULL;
END $$;

-- At the end of the transaction: others that issue wait for this one only while it commits.
CREATE CONSTRAINT TRIGGER certificates_copy_logged AFTER INSERT ON certificates_copy
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION certificates_log_copy();
"""
LET_GO = """
DROP TRIGGER certificates_copy_logged ON certificates_copy;
DROP FUNCTION certificates_log_copy();
DROP TRIGGER certificates_logentry_numbered ON certificates_logentry;
DROP FUNCTION certificates_number_log();
DROP TRIGGER certificates_logentry_append_only ON certificates_logentry;
DROP TRIGGER certificates_statuslist_append_only ON certificates_statuslist;
DROP TRIGGER certificates_copy_append_only ON certificates_copy;

CREATE OR REPLACE FUNCTION certificates_keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       to_jsonb(NEW) - ARRAY['status', 'status_changed_at'] <> to_jsonb(OLD) - ARRAY['status', 'status_changed_at'] THEN
        RAISE EXCEPTION 'document %: what was issued does not change', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_issued_fixed';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN
       (('valid', 'suspended'), ('suspended', 'valid'), ('valid', 'revoked'), ('suspended', 'revoked')) THEN
        RAISE EXCEPTION 'document %: % does not become %', OLD.number, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificates_status_step_known';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION certificates_may_become(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_copies_and_status_lists")]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own_status", "valid"),
                    models.Q(("own_status", "suspended"), models.Q(("status", "valid"), _negated=True)),
                    models.Q(("own_status__in", ["revoked", "superseded"]), ("status", models.F("own_status"))),
                    _connector="OR",
                ),
                name="certificates_own_status_counts",
            ),
        ),
    ]
