from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0006_log_heads"),
        ("people", "0005_known_facts"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rests_on", None),
                    models.Q(
                        models.Q(("rests_on", models.F("number")), _negated=True),
                        models.Q(
                            ("previous", None),
                            models.Q(("rests_on", models.F("previous")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="certificates_rests_on_another",
            ),
        ),
    ]
