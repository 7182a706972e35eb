"""The steps of appeals in the database, and what it refuses there: too few officers, an officer who is barred."""

from django.db import migrations

STEPS = [
    ("transfer", "in_review", "submitted"),
    ("forward", "in_review", "forwarded"),
    ("come_back", "forwarded", "in_review"),
    ("give_answer", "in_review", "answered"),
    ("give_answer", "forwarded", "answered"),
    ("not_consider", "proposed", "not_considered"),
    ("reopen", "answered", "submitted"),
    ("withdraw", "forwarded", "withdrawn"),
]

# Beside the trigger of every step (0002): that one knows approvals and refusals.
TRIGGERS = """
CREATE FUNCTION cases_refuse_short_conclusion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    officers integer;
BEGIN
    SELECT count(DISTINCT officer_id) INTO officers FROM cases_decision
     WHERE case_id = NEW.id AND round = NEW.round AND outcome = 'not_consider';
    IF officers < 2 THEN
        RAISE EXCEPTION 'case %: that it is not considered needs an officer and the head', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_officers_decided';
    END IF;
    RETURN NEW;
END $$;

-- Named to fire after the trigger that knows the steps, as triggers fire by name.
CREATE TRIGGER conclusion_has_two_officers BEFORE UPDATE OF state ON cases_case
    FOR EACH ROW WHEN (NEW.state = 'not_considered' AND OLD.state <> 'not_considered')
    EXECUTE FUNCTION cases_refuse_short_conclusion();

CREATE FUNCTION cases_refuse_barred_officer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cases_bar WHERE case_id = NEW.id AND account_id = NEW.officer_id) THEN
        RAISE EXCEPTION 'case %: this officer is barred from it', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_officer_not_barred';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cases_refuse_barred_officer BEFORE UPDATE OF officer_id ON cases_case
    FOR EACH ROW WHEN (NEW.officer_id IS NOT NULL AND NEW.officer_id IS DISTINCT FROM OLD.officer_id)
    EXECUTE FUNCTION cases_refuse_barred_officer();

CREATE TRIGGER cases_bar_append_only BEFORE UPDATE OR DELETE ON cases_bar
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER cases_bar_append_only ON cases_bar;
DROP TRIGGER cases_refuse_barred_officer ON cases_case;
DROP FUNCTION cases_refuse_barred_officer();
DROP TRIGGER conclusion_has_two_officers ON cases_case;
DROP FUNCTION cases_refuse_short_conclusion();
"""


def fill(apps, schema_editor):
    transition = apps.get_model("cases", "Transition")
    transition.objects.bulk_create(
        transition(name=name, from_state=source, to_state=target) for name, source, target in STEPS
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_appeals_as_cases")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
