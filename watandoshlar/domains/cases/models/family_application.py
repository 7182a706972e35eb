import uuid

from django.conf import settings
from django.db import models

from watandoshlar.foundation import clock


class FamilyApplication(models.Model):
    """One application for several people, while it is filled in: a draft for each, of one version at one post.

    The draft `lead` answers the shared pages for all. `reference` is what the cases are called together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=24, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lead = models.OneToOneField("cases.Draft", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.reference
