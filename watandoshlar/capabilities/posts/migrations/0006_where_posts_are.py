from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0005_tariffs_by_days"),
    ]

    operations = [
        migrations.AddField("post", "point", models.JSONField(null=True)),
        migrations.AddField("post", "address", models.JSONField(default=dict)),
        migrations.AddField("post", "phones", models.JSONField(default=list)),
        migrations.AddField("post", "cited", models.JSONField(default=dict)),
    ]
