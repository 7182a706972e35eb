import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_versions_never_change"),
        ("cases", "0002_lifecycle_in_the_database"),
    ]

    operations = [
        migrations.AddField(
            "draft",
            "reached_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.publication",
            ),
        ),
    ]
