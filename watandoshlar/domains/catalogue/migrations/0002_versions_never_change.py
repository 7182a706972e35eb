from django.db import migrations

REFUSE_CHANGE = """
CREATE FUNCTION catalogue_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: a published version never changes', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER catalogue_serviceversion_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalogue_serviceversion
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_refuse_change();
CREATE TRIGGER catalogue_publication_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON catalogue_publication
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_refuse_change();
"""
ALLOW_CHANGE = """
DROP TRIGGER catalogue_publication_append_only ON catalogue_publication;
DROP TRIGGER catalogue_serviceversion_append_only ON catalogue_serviceversion;
DROP FUNCTION catalogue_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_versions_and_publications")]

    operations = [migrations.RunSQL(REFUSE_CHANGE, ALLOW_CHANGE)]
