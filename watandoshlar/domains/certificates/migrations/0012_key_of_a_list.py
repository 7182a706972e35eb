import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0011_reasons_to_reinstate"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedlist",
            name="key",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="certificates.signingkey"
            ),
        ),
    ]
