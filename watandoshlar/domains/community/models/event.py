from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.community.states import STATES
from watandoshlar.foundation import clock

from .organisation import Organisation


class CommunityEventQuerySet(models.QuerySet):
    def shown(self, day: date) -> "CommunityEventQuerySet":
        """Those published by an organisation that is in the register on the day; past ones among them."""
        return self.filter(state="published", organisation__state="verified", organisation__verified_until__gte=day)


class CommunityEvent(models.Model):
    """What an organisation announces: when, in the zone where it takes place, and where or by which link."""

    kind = "event"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    titles = models.JSONField()
    texts = models.JSONField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    place = models.CharField(max_length=200, blank=True)
    online = models.CharField(max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    state = models.CharField(max_length=12, default="announced")
    reason = models.CharField(max_length=24, blank=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(default=clock.now)

    objects = CommunityEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATES["event"])), name="community_event_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="community_event_in_order"),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason=""),
                name="community_event_reason",
            ),
            models.CheckConstraint(condition=~Q(place="", online=""), name="community_event_somewhere"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(state="published"), name="community_events_by_day"),
            models.Index(fields=["organisation", "state"], name="community_events_of"),
        ]

    def __str__(self) -> str:
        return f"event {self.pk} of organisation {self.organisation_id}"

    @property
    def chain(self) -> str:
        return f"community:organisation:{self.organisation_id}"
