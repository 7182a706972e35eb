from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.community.states import STATES
from watandoshlar.foundation import clock

from .organisation import Organisation


class Invitation(models.Model):
    """Somebody is asked to speak for an organisation, from `open_from` until `until`.

    `given_by` is the account that spoke for it then, if any; `invited_by` who asked: that account or an officer of the
    post. Only an invitation that was accepted changes who speaks for an organisation.
    """

    kind = "invitation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    invited = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    open_from = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=12, default="sent")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES["invitation"])), name="community_invitation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", closed_at__isnull=True) | ~Q(state="sent") & Q(closed_at__isnull=False),
                name="community_invitation_closed",
            ),
            models.CheckConstraint(
                condition=Q(invited_at__lte=F("open_from"), open_from__lt=F("until")),
                name="community_invitation_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(closed_at__gte=F("open_from"), closed_at__lte=F("until")),
                name="community_accepted_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(invited=F("invited_by")) & (Q(given_by__isnull=True) | ~Q(invited=F("given_by"))),
                name="community_invited_another",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="sent"), name="community_one_open_invitation"
            ),
        ]
        indexes = [models.Index(fields=["invited"], condition=Q(state="sent"), name="community_invited")]

    def __str__(self) -> str:
        return f"invitation {self.pk} to speak for organisation {self.organisation_id}"

    @property
    def chain(self) -> str:
        return self.organisation.chain
