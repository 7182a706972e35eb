"""The steps of referrals and hand-overs in the database, and what it refuses there."""

from django.db import migrations

STEPS = [
    ("refer", "in_review", "referred"),
    ("report", "referred", "in_review"),
    ("recall", "referred", "in_review"),
    ("withdraw", "referred", "withdrawn"),
]
HAND_OVER_STEPS = [
    ("make_ready", "expected", "ready"),
    ("collect", "ready", "collected"),
    ("send", "ready", "sent"),
    ("come_back", "sent", "ready"),
    ("receive", "sent", "received"),
    ("download", "ready", "downloaded"),
    ("tell", "ready", "told"),
    ("return", "ready", "returned"),
]

TRIGGERS = """
-- A case is with another office exactly as long as a referral of it is open.
CREATE FUNCTION cases_refuse_lone_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state = 'referred') <> EXISTS (
        SELECT 1 FROM cases_referral WHERE case_id = NEW.id AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'case %: it is with another office exactly while a referral is open', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_referred_has_referral';
    END IF;
    RETURN NEW;
END $$;

-- Named to fire after the trigger that knows the steps, as triggers fire by name.
CREATE TRIGGER referred_has_referral BEFORE UPDATE OF state ON cases_case
    FOR EACH ROW WHEN (NEW.state <> OLD.state AND 'referred' IN (NEW.state, OLD.state))
    EXECUTE FUNCTION cases_refuse_lone_referral();

CREATE FUNCTION cases_refuse_changed_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR NEW.case_id <> OLD.case_id OR NEW.number <> OLD.number OR NEW.rule <> OLD.rule
       OR NEW.from_post_id <> OLD.from_post_id OR NEW.to_post_id <> OLD.to_post_id OR NEW.question <> OLD.question
       OR NEW.sent_by_id <> OLD.sent_by_id OR NEW.sent_at <> OLD.sent_at THEN
        RAISE EXCEPTION 'referral %: what was asked and what has ended does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_referral_fixed';
    END IF;
    IF NEW.taken_by_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM cases_case WHERE id = NEW.case_id AND NEW.taken_by_id IN (account_id, officer_id)
    ) THEN
        RAISE EXCEPTION 'referral %: nobody answers what they asked, or what is their own', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_referral_by_another';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cases_refuse_changed_referral BEFORE UPDATE ON cases_referral
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_changed_referral();

CREATE FUNCTION cases_refuse_unknown_hand_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'expected' THEN
            RAISE EXCEPTION 'result of case %: it is expected before it is ready', NEW.case_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_hand_over_step_known';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM cases_handoverstep WHERE from_state = OLD.state)
       OR (NEW.state <> OLD.state AND NOT EXISTS (
           SELECT 1 FROM cases_handoverstep WHERE from_state = OLD.state AND to_state = NEW.state)) THEN
        RAISE EXCEPTION 'result of case %: no step leads from % to %', OLD.case_id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_hand_over_step_known';
    END IF;
    IF NEW.state <> 'expected' AND NOT EXISTS (
        SELECT 1 FROM cases_case WHERE id = NEW.case_id AND state = 'issued'
    ) THEN
        RAISE EXCEPTION 'result of case %: the case is not decided and ready', OLD.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_hand_over_of_issued';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cases_refuse_unknown_hand_over BEFORE INSERT OR UPDATE ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_unknown_hand_over();

-- What is confidential once, or was when it was submitted, stays so.
CREATE FUNCTION cases_refuse_opened_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case %: what is confidential stays so', OLD.reference
        USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_stays_confidential';
END $$;

CREATE TRIGGER cases_stays_confidential BEFORE UPDATE OF is_confidential ON cases_case
    FOR EACH ROW WHEN (OLD.is_confidential AND NOT NEW.is_confidential)
    EXECUTE FUNCTION cases_refuse_opened_secret();
"""

NO_TRIGGERS = """
DROP TRIGGER cases_stays_confidential ON cases_case;
DROP FUNCTION cases_refuse_opened_secret();
DROP TRIGGER cases_refuse_unknown_hand_over ON cases_handover;
DROP FUNCTION cases_refuse_unknown_hand_over();
DROP TRIGGER cases_refuse_changed_referral ON cases_referral;
DROP FUNCTION cases_refuse_changed_referral();
DROP TRIGGER referred_has_referral ON cases_case;
DROP FUNCTION cases_refuse_lone_referral();
"""


def fill(apps, schema_editor):
    for name, steps in (("Transition", STEPS), ("HandOverStep", HAND_OVER_STEPS)):
        model = apps.get_model("cases", name)
        model.objects.bulk_create(
            model(name=step, from_state=source, to_state=target) for step, source, target in steps
        )


def empty(apps, schema_editor):
    for name, steps in (("Transition", STEPS), ("HandOverStep", HAND_OVER_STEPS)):
        model = apps.get_model("cases", name)
        for step, source, target in steps:
            model.objects.filter(name=step, from_state=source, to_state=target).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_referrals_and_hand_overs")]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
