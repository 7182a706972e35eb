"""Days that decrees and orders open or close after the files of the posts were published; rows are only added."""

import django.db.models.deletion
from django.db import migrations, models

import watandoshlar.foundation.clock

KEEP = """
CREATE FUNCTION posts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER posts_calendarday_append_only BEFORE UPDATE OR DELETE ON posts_calendarday
    FOR EACH ROW EXECUTE FUNCTION posts_refuse_change();
"""
LET_GO = """
DROP TRIGGER posts_calendarday_append_only ON posts_calendarday;
DROP FUNCTION posts_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("posts", "0002_ministry_as_a_post")]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("works", models.BooleanField()),
                ("source", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=20)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("entered_by", models.BigIntegerField(null=True)),
                ("entered_at", models.DateTimeField(default=watandoshlar.foundation.clock.now)),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("confirmed", "to_be_confirmed"))),
                        name="posts_day_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post__isnull", True), ("country", ""), _connector="OR"),
                        name="posts_day_one_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="posts_day_has_source"
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
