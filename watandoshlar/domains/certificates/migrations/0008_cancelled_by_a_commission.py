"""A commission cancels what it gave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0007_rests_on_another"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="statuschange",
            name="certificates_reason_known",
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        (
                            "requested_by_holder",
                            "issued_in_error",
                            "obtained_by_fraud",
                            "holder_died",
                            "lost_or_stolen",
                            "superseded",
                            "rests_on",
                            "commission",
                        ),
                    )
                ),
                name="certificates_reason_known",
            ),
        ),
    ]
