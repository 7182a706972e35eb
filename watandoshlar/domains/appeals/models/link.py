from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watandoshlar.foundation import clock

from .appeal import Appeal

LINKS = ("repeat", "duplicate", "collective")


class Link(models.Model):
    """Two appeals that belong together, the later first. Found by likeness, confirmed or dismissed by an officer.

    Both stay what they are, with their own terms and answers: nothing is merged.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="links")
    earlier = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="later_links")
    kind = models.CharField(max_length=10)
    # Hundredths of likeness of the words, which an officer sees.
    likeness = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(default=clock.now)
    is_confirmed = models.BooleanField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "earlier"], name="appeals_linked_once"),
            models.CheckConstraint(condition=Q(kind__in=LINKS), name="appeals_link_kind_known"),
            models.CheckConstraint(condition=~Q(appeal=F("earlier")), name="appeals_link_to_another"),
        ]

    def __str__(self) -> str:
        return f"appeal {self.appeal_id} {self.kind} {self.earlier_id}"
