import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fees", "0002_the_ledger_balances"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="waiver",
            name="fees_waiver_reason_known",
        ),
        migrations.AlterField(
            model_name="waiver",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["decree", "tariff_not_confirmed", "hardship", "error_of_post", "application_ended"])
                ),
                name="fees_waiver_reason_known",
            ),
        ),
    ]
