"""The database knows too that nothing is published which no second editor agreed to: the rule of `is_agreed`."""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION guides_is_agreed(version integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM wagtailcore_revision AS written WHERE written.id = version AND (
            written.user_id IS NULL OR EXISTS (
                SELECT 1 FROM wagtailcore_taskstate AS state
                JOIN guides_agreementtask AS task ON task.task_ptr_id = state.task_id
                WHERE state.revision_id = version AND state.status = 'approved' AND state.finished_by_id <> written.user_id
            )
        )
    )
$$;

CREATE FUNCTION guides_watch_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.live_revision_id IS NOT NULL AND NOT guides_is_agreed(NEW.live_revision_id) THEN
        RAISE EXCEPTION 'no second editor agreed to version %', NEW.live_revision_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guides_published_by_agreement';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guides_published_by_agreement BEFORE INSERT OR UPDATE OF live_revision_id ON wagtailcore_page
    FOR EACH ROW EXECUTE FUNCTION guides_watch_publication();
CREATE TRIGGER guides_published_by_agreement BEFORE INSERT OR UPDATE OF live_revision_id ON guides_source
    FOR EACH ROW EXECUTE FUNCTION guides_watch_publication();
CREATE TRIGGER guides_published_by_agreement BEFORE INSERT OR UPDATE OF live_revision_id ON guides_glossaryterm
    FOR EACH ROW EXECUTE FUNCTION guides_watch_publication();
"""
BACK = """
DROP TRIGGER guides_published_by_agreement ON wagtailcore_page;
DROP TRIGGER guides_published_by_agreement ON guides_source;
DROP TRIGGER guides_published_by_agreement ON guides_glossaryterm;
DROP FUNCTION guides_watch_publication();
DROP FUNCTION guides_is_agreed(integer);
"""


class Migration(migrations.Migration):
    dependencies = [("guides", "0003_longer_addresses")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
