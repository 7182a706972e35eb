"""A name is kept as its document writes it: the database refuses to change or remove one."""

from django.db import migrations

KEEP = """
CREATE FUNCTION people_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER people_nameaswritten_append_only BEFORE UPDATE OR DELETE ON people_nameaswritten
    FOR EACH ROW EXECUTE FUNCTION people_refuse_change();
"""
LET_GO = """
DROP TRIGGER people_nameaswritten_append_only ON people_nameaswritten;
DROP FUNCTION people_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first_tables")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
