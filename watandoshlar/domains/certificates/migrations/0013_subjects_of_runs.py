"""A document that a run issues anew stays the document of its case: its subject has no version of its own."""

from django.db import migrations, models

OPEN = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE certificates_certificate DISABLE TRIGGER certificates_keep_issued;
ALTER TABLE certificates_runitem DISABLE TRIGGER certificates_keep_run_item;
"""
CLOSE = """
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE certificates_certificate ENABLE TRIGGER certificates_keep_issued;
ALTER TABLE certificates_runitem ENABLE TRIGGER certificates_keep_run_item;
"""
JOIN = """
UPDATE certificates_certificate SET subject = split_part(subject, '/', 1) WHERE subject LIKE '%/%';
UPDATE certificates_runitem SET subject = split_part(subject, '/', 1)
 WHERE previous_id IS NOT NULL AND subject LIKE '%/%';
"""
# Only what a run issued has the subject of the version before it.
PART = """
UPDATE certificates_runitem AS item SET subject = item.subject || '/' || (old.version + 1)
  FROM certificates_certificate AS old WHERE old.number = item.previous_id;
UPDATE certificates_certificate AS new SET subject = new.subject || '/' || new.version
  FROM certificates_certificate AS old WHERE old.number = new.previous_id AND old.subject = new.subject;
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0012_key_of_a_list")]

    operations = [
        migrations.AlterField("certificate", "subject", models.CharField(max_length=60)),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(fields=("subject", "version"), name="certificates_subject_once"),
        ),
        migrations.RemoveConstraint("runitem", "certificates_run_subject_once"),
        migrations.AddConstraint(
            "runitem",
            models.UniqueConstraint(
                fields=("subject",),
                condition=models.Q(previous=None, state__in=["waiting", "done"]),
                name="certificates_run_subject_once",
            ),
        ),
        migrations.RunSQL(OPEN + JOIN + CLOSE, OPEN + PART + CLOSE),
    ]
