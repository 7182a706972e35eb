"""The database keeps what was issued: only the status of a document moves, along its table, and nothing is deleted."""

from django.db import migrations

KEEP = """
CREATE FUNCTION certificates_keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER certificates_keep_issued BEFORE UPDATE OR DELETE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_issued();

CREATE FUNCTION certificates_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows of this table are only ever added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER certificates_statuschange_append_only BEFORE UPDATE OR DELETE ON certificates_statuschange
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_refuse_change();
"""
LET_GO = """
DROP TRIGGER certificates_statuschange_append_only ON certificates_statuschange;
DROP FUNCTION certificates_refuse_change();
DROP TRIGGER certificates_keep_issued ON certificates_certificate;
DROP FUNCTION certificates_keep_issued();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_register")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
