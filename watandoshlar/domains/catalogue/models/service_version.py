from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock


class ServiceVersion(models.Model):
    """Definition and texts of a service, named by the hash of their canonical spelling. The database lets nobody change
    or remove a row: drafts and cases are pinned to it."""

    content_hash = models.CharField(max_length=64, primary_key=True)
    slug = models.SlugField(max_length=80)
    content = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(content_hash__regex="^[0-9a-f]{64}$"), name="catalogue_version_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.content_hash[:12]}"
