from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watandoshlar.foundation import clock

from .acts_for import ActsFor


class Mandate(models.Model):
    """An authority to act for a person that rests on a paper: guardianship, adoption, power of attorney.

    `scope` names a case (`case:WD-…`) or services (`service:<slug>`), `proof` the stored file of the paper; without one
    it was shown at the counter. Confirmed by an officer who has seen it; it ends on its day, or before (`ended_at`).
    """

    acts_for = models.ForeignKey(ActsFor, on_delete=models.PROTECT, related_name="mandates")
    scope = models.JSONField()
    proof = models.UUIDField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(scope=[]), name="people_mandate_covers_something"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="people_mandate_ends_later"),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk} until {self.valid_until}"
