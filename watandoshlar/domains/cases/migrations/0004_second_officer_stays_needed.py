"""A correction may call for a second officer; none may send a second officer away."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION cases_refuse_unknown_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
       OR SECOND_OFFICER_CHANGED THEN
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
"""


def refusing(condition):
    return FUNCTION.replace("SECOND_OFFICER_CHANGED", condition)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_drafts_know_who_reached_them")]

    operations = [
        migrations.RunSQL(
            refusing("(OLD.needs_second_officer AND NOT NEW.needs_second_officer)"),
            refusing("NEW.needs_second_officer <> OLD.needs_second_officer"),
        ),
    ]
