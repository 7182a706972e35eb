import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_first_tables")]

    operations = [
        migrations.AddField("roleassignment", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "roleassignment",
            "ended_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
