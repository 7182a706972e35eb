"""What the database refuses: an appeal that closes with a demand unanswered, a forward to whom the complaint is about."""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION appeals_refuse_unanswered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted integer;
    given integer;
BEGIN
    SELECT demands INTO wanted FROM appeals_appeal WHERE case_id = NEW.id;
    SELECT count(*) INTO given FROM appeals_demandanswer WHERE appeal_id = NEW.id AND round = NEW.round;
    IF wanted IS NULL OR given <> wanted THEN
        RAISE EXCEPTION 'case %: % of % demands are answered', NEW.reference, given, coalesce(wanted, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_every_demand_answered';
    END IF;
    RETURN NEW;
END $$;

-- Named to fire after the trigger that knows the steps, as triggers fire by name.
CREATE TRIGGER demands_are_answered BEFORE UPDATE OF state ON cases_case
    FOR EACH ROW WHEN (NEW.state = 'answered' AND OLD.state <> 'answered')
    EXECUTE FUNCTION appeals_refuse_unanswered();

CREATE FUNCTION appeals_refuse_complained_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM appeals_appeal
                WHERE case_id = NEW.appeal_id AND against <> '' AND against_body = NEW.to_body) THEN
        RAISE EXCEPTION 'appeal %: it complains of %', NEW.appeal_id, NEW.to_body
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_never_to_the_one_complained_of';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER appeals_refuse_complained_of BEFORE INSERT ON appeals_forward
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_complained_of();

CREATE TRIGGER appeals_demandanswer_append_only BEFORE UPDATE OR DELETE ON appeals_demandanswer
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
CREATE TRIGGER appeals_rating_append_only BEFORE UPDATE OR DELETE ON appeals_rating
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER appeals_rating_append_only ON appeals_rating;
DROP TRIGGER appeals_demandanswer_append_only ON appeals_demandanswer;
DROP TRIGGER appeals_refuse_complained_of ON appeals_forward;
DROP FUNCTION appeals_refuse_complained_of();
DROP TRIGGER demands_are_answered ON cases_case;
DROP FUNCTION appeals_refuse_unanswered();
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_first_tables"), ("cases", "0007_lifecycle_of_appeals")]

    operations = [migrations.RunSQL(TRIGGERS, NO_TRIGGERS)]
