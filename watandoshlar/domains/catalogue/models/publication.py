from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.catalogue.models.service_version import ServiceVersion
from watandoshlar.domains.catalogue.rules.difference import WEIGHTS
from watandoshlar.foundation import clock

DRAFT_POLICIES = ("keep", "offer", "migrate")


class Publication(models.Model):
    """A version becomes the current one of its service: the latest publication of a slug counts. Rows are only added,
    so going back to an earlier version is one more row."""

    slug = models.SlugField(max_length=80)
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="publications")
    supersedes = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, null=True, related_name="+")
    difference = models.CharField(max_length=10)
    draft_policy = models.CharField(max_length=10)
    published_at = models.DateTimeField(default=clock.now)
    # Empty when the installation published, not a person.
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(draft_policy__in=DRAFT_POLICIES), name="catalogue_draft_policy_known"),
            models.CheckConstraint(condition=Q(difference__in=list(WEIGHTS)), name="catalogue_difference_known"),
        ]
        indexes = [models.Index(fields=["slug", "-id"], name="catalogue_latest_publication")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version_id[:12]} on {self.published_at:%Y-%m-%d}"
