"""The database knows the lifecycle: it refuses a step that the table lacks and a decision without its officers."""

from django.db import migrations

STEPS = [
    ("take", "submitted", "in_review"),
    ("release", "in_review", "submitted"),
    ("request_items", "in_review", "waiting_for_applicant"),
    ("answer_request", "waiting_for_applicant", "in_review"),
    ("propose", "in_review", "proposed"),
    ("return", "proposed", "in_review"),
    ("approve", "in_review", "approved"),
    ("approve", "proposed", "approved"),
    ("refuse", "in_review", "refused"),
    ("refuse", "proposed", "refused"),
    ("issue", "approved", "issued"),
    ("withdraw", "submitted", "withdrawn"),
    ("withdraw", "in_review", "withdrawn"),
    ("withdraw", "waiting_for_applicant", "withdrawn"),
]

TRIGGERS = """
CREATE FUNCTION cases_refuse_unknown_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    officers integer;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' THEN
            RAISE EXCEPTION 'case %: a case begins as submitted, not as %', NEW.reference, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_step_known';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.reference <> OLD.reference OR NEW.version_id <> OLD.version_id OR NEW.applicant_id <> OLD.applicant_id
       OR NEW.account_id <> OLD.account_id OR NEW.submitted_at <> OLD.submitted_at
       OR NEW.needs_second_officer <> OLD.needs_second_officer THEN
        RAISE EXCEPTION 'case %: what a case was submitted with does not change', OLD.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_submission_fixed';
    END IF;
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM cases_transition WHERE from_state = OLD.state AND to_state = NEW.state) THEN
        RAISE EXCEPTION 'case %: no step leads from % to %', OLD.reference, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_step_known';
    END IF;
    IF NEW.state IN ('approved', 'refused') THEN
        SELECT count(DISTINCT officer_id) INTO officers FROM cases_decision
         WHERE case_id = NEW.id AND round = NEW.round
           AND outcome = CASE NEW.state WHEN 'approved' THEN 'approve' ELSE 'refuse' END;
        IF officers < (CASE WHEN NEW.needs_second_officer THEN 2 ELSE 1 END) THEN
            RAISE EXCEPTION 'case %: % officer(s) have decided, more are needed', OLD.reference, officers
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_officers_decided';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cases_refuse_unknown_step BEFORE INSERT OR UPDATE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_unknown_step();

CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

CREATE TRIGGER cases_answerset_append_only BEFORE UPDATE OR DELETE ON cases_answerset
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER cases_caseevent_append_only BEFORE UPDATE OR DELETE ON cases_caseevent
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER cases_decision_append_only BEFORE UPDATE OR DELETE ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER cases_decision_append_only ON cases_decision;
DROP TRIGGER cases_caseevent_append_only ON cases_caseevent;
DROP TRIGGER cases_answerset_append_only ON cases_answerset;
DROP FUNCTION cases_refuse_change();
DROP TRIGGER cases_refuse_unknown_step ON cases_case;
DROP FUNCTION cases_refuse_unknown_step();
"""


def fill(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    transition.objects.bulk_create(
        transition(name=name, from_state=source, to_state=target) for name, source, target in STEPS
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_first_tables")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
