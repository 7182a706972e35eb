"""Why a document that was paused counts again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0010_signing_runs"),
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
                            "found_again",
                            "doubt_cleared",
                            "appeal_granted",
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
