import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watandoshlar.foundation import clock


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=120)),
                ("facts", models.JSONField(default=dict)),
                ("channel", models.CharField(default="email", max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "Queued"), ("sent", "Sent"), ("failed", "Failed")],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("queued_at", models.DateTimeField(default=clock.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=60)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "sent"), _negated=True),
                        fields=["queued_at"],
                        name="notifications_letter_unsent",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "code", "key"), name="notifications_letter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "sent", "failed"])),
                        name="notifications_letter_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="notifications_letter_sent_has_moment",
                    ),
                ],
            },
        ),
    ]
