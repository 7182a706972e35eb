"""The database refuses a complaint every way to whom it is about, and an answer that leaves a demand out."""

from django.db import migrations, models

TRIGGERS = """
CREATE OR REPLACE FUNCTION appeals_refuse_unanswered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted integer;
    given integer;
BEGIN
    SELECT demands INTO wanted FROM appeals_appeal WHERE case_id = NEW.id;
    SELECT count(*) INTO given FROM appeals_demandanswer
     WHERE appeal_id = NEW.id AND round = NEW.round AND number <= wanted;
    IF wanted IS NULL OR given <> wanted THEN
        RAISE EXCEPTION 'case %: % of % demands are answered', NEW.reference, given, coalesce(wanted, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_every_demand_answered';
    END IF;
    IF OLD.state = 'in_review' AND appeals_complains_of_post(NEW.id, NEW.post_id) THEN
        RAISE EXCEPTION 'case %: it complains of the post that answers', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_never_to_the_one_complained_of';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION appeals_complains_of_post(appeal bigint, post bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM appeals_appeal JOIN posts_post ON posts_post.code = against_body
                    WHERE case_id = appeal AND against <> '' AND posts_post.id = post);
$$;

CREATE FUNCTION appeals_refuse_post_complained_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF appeals_complains_of_post(NEW.id, NEW.post_id) THEN
        RAISE EXCEPTION 'case %: it complains of this post', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_never_to_the_one_complained_of';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER appeals_refuse_post_complained_of BEFORE UPDATE OF post_id ON cases_case
    FOR EACH ROW WHEN (NEW.post_id <> OLD.post_id) EXECUTE FUNCTION appeals_refuse_post_complained_of();

CREATE FUNCTION appeals_refuse_naming_who_has_it() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM appeals_forward
                WHERE appeal_id = NEW.case_id AND is_outside AND ended_at IS NULL AND to_body = NEW.against_body) THEN
        RAISE EXCEPTION 'appeal %: % has it', NEW.case_id, NEW.against_body
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeals_never_to_the_one_complained_of';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER appeals_refuse_naming_who_has_it BEFORE UPDATE OF against_body ON appeals_appeal
    FOR EACH ROW WHEN (NEW.against_body <> '' AND NEW.against_body <> OLD.against_body)
    EXECUTE FUNCTION appeals_refuse_naming_who_has_it();
"""

NO_TRIGGERS = """
DROP TRIGGER appeals_refuse_naming_who_has_it ON appeals_appeal;
DROP FUNCTION appeals_refuse_naming_who_has_it();
DROP TRIGGER appeals_refuse_post_complained_of ON cases_case;
DROP FUNCTION appeals_refuse_post_complained_of();
CREATE OR REPLACE FUNCTION appeals_refuse_unanswered() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION appeals_complains_of_post(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0003_indexes_of_figures"), ("cases", "0009_entries_once_per_key")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RemoveConstraint(model_name="forward", name="appeals_forward_ending_known"),
        migrations.AddConstraint(
            model_name="forward",
            constraint=models.CheckConstraint(
                condition=models.Q(ended_as__in=("", "answered", "came_back", "withdrawn")),
                name="appeals_forward_ending_known",
            ),
        ),
    ]
