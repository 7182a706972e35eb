"""By which days of which calendar the term of an open case was reckoned."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
from django.db import migrations, models

OPEN = ("submitted", "in_review", "waiting_for_applicant", "proposed", "approved", "forwarded")

# Which days an earlier term rests on is not known before it is reckoned again: until then it is any day.
ANY_DAY = """
UPDATE cases_case SET due_days = '(,)', due_office = CASE WHEN state = 'forwarded' THEN '' ELSE posts_post.code END
  FROM posts_post WHERE posts_post.id = post_id AND due_at IS NOT NULL
   AND state IN ('submitted', 'in_review', 'waiting_for_applicant', 'proposed', 'approved', 'forwarded')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_lifecycle_of_appeals"),
        ("posts", "0003_days_entered_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="due_days",
            field=django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="due_office",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.RunSQL(ANY_DAY, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(("state__in", OPEN)),
                fields=["due_office", "due_days"],
                name="cases_by_days_of_term",
            ),
        ),
    ]
