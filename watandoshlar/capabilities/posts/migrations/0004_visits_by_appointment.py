"""How each post receives people by appointment; filled when the files of the posts are published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0003_days_entered_later")]

    operations = [
        migrations.AddField(model_name="post", name="visits", field=models.JSONField(default=dict)),
    ]
