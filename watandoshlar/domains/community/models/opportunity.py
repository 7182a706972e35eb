from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.community.states import OPPORTUNITIES, STATES
from watandoshlar.foundation import clock


class OpportunityQuerySet(models.QuerySet):
    def shown(self, day: date) -> "OpportunityQuerySet":
        """Those verified whose last day has not passed: nothing has to run so that one goes off."""
        return self.filter(state="verified", last_day__gte=day)


class Opportunity(models.Model):
    """A place to study, a job, an investment or a call for science at home. It says who offers it and by which source,
    and goes off after its last day. `links` lead to a service, a guide or a right by its name."""

    kind = "opportunity"

    what = models.CharField(max_length=12)
    titles = models.JSONField()
    texts = models.JSONField()
    eligibility = models.JSONField()
    offered_by = models.CharField(max_length=160)
    source_url = models.CharField(max_length=300)
    place = models.CharField(max_length=80, blank=True)
    links = models.JSONField(default=dict)
    last_day = models.DateField()
    state = models.CharField(max_length=12, default="entered")
    reason = models.CharField(max_length=24, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES["opportunity"])), name="community_opportunity_state_known"
            ),
            models.CheckConstraint(condition=Q(what__in=list(OPPORTUNITIES)), name="community_opportunity_known"),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="community_opportunity_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("entered_by")),
                name="community_opportunity_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason=""),
                name="community_opportunity_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["last_day", "id"], condition=Q(state="verified"), name="community_opportunities_on"),
        ]

    def __str__(self) -> str:
        return f"opportunity {self.pk}"

    @property
    def chain(self) -> str:
        return f"community:opportunity:{self.pk}"
