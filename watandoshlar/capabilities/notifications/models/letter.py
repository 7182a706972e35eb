import uuid

from django.conf import settings
from django.db import models

from watandoshlar.foundation import clock


class Letter(models.Model):
    """One message to one account. Its text is not kept: it follows from the message, the facts and the language."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    # Random, because it leaves the house as the Message-ID: a counter would tell strangers how much is written.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, default="email")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    # The language it was sent in; empty until then, because the reader may change theirs.
    language = models.CharField(max_length=10, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # A code, never the mail server's own words: these name the address.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "code", "key"], name="notifications_letter_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sent", "failed"]), name="notifications_letter_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="notifications_letter_sent_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=~models.Q(state="sent"), name="notifications_letter_unsent"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.code})"
