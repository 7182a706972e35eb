import uuid
from datetime import UTC, date

from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

KINDS = ("file", "photo")


def folder_of(day: date) -> str:
    """The folder of the file store for what was kept on a day (UTC)."""
    return f"evidence/{day.isoformat()}"


class StoredFile(models.Model):
    """A file of a person. Content (in the file store) and name are encrypted under the person's data key.

    `fingerprint` is keyed by the person, so that equal files of two people cannot be matched.
    A removed file keeps its row as a tombstone, without name and fingerprint.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5)
    name = models.BinaryField()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    fingerprint = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="evidence_kind_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_not_empty"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(name=b"", fingerprint=b""), name="evidence_tombstone_is_bare"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def storage_name(self) -> str:
        """Where the encrypted content lies in the file store: by days, so that `remove_orphans` finds what is new."""
        return f"{folder_of(self.created_at.astimezone(UTC).date())}/{self.pk.hex}"

    @property
    def content_context(self) -> str:
        return f"evidence:{self.pk}:content"

    @property
    def name_context(self) -> str:
        return f"evidence:{self.pk}:name"
