from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from watandoshlar.domains.commissions.states import CONFLICTS, MATTER_STATES, MATTERS, OPEN_MATTERS
from watandoshlar.foundation import clock

from .seat import Seat


class MatterQuerySet(models.QuerySet):
    def open(self) -> "MatterQuerySet":
        return self.filter(state__in=OPEN_MATTERS)


class Matter(models.Model):
    """What is put before a commission about a subject: to award something, or to cancel it.

    `own`, `acted_for` and `bodies` are those who are in conflict by what the platform knows: the accounts that the
    matter is about, accounts that act for its people, bodies that nominate or recommend. `ground` is a code of the
    closed list for which it is put, `ripe_at` the moment until which who is concerned may still answer.
    """

    commission = models.CharField(max_length=40)
    subject = models.CharField(max_length=24)
    kind = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40, blank=True)
    own = ArrayField(models.BigIntegerField(), default=list)
    acted_for = ArrayField(models.BigIntegerField(), default=list)
    bodies = ArrayField(models.CharField(max_length=40), default=list)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField(default=clock.now)
    ripe_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="waiting")

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(state__in=OPEN_MATTERS), name="commissions_put_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(MATTERS)), name="commissions_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(MATTER_STATES)), name="commissions_matter_state_known"),
        ]
        indexes = [
            models.Index(fields=["commission", "put_at"], condition=Q(state="waiting"), name="commissions_waiting"),
            models.Index(fields=["subject", "kind"], name="commissions_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"

    @property
    def chain(self) -> str:
        """The audit chain of what is decided about the subject."""
        return f"commission-matter:{self.subject}"


class Disclosure(models.Model):
    """A member says of a matter that they have a conflict of interest, or none. Rows are only added; one that says
    there is a conflict is never outweighed by another."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="disclosures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    conflict = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "seat"], condition=Q(conflict=""), name="commissions_declared_none_once"
            ),
            models.UniqueConstraint(
                fields=["matter", "seat"], condition=~Q(conflict=""), name="commissions_declared_conflict_once"
            ),
            models.CheckConstraint(condition=Q(conflict__in=["", *CONFLICTS]), name="commissions_conflict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.conflict or 'no conflict'} of seat {self.seat_id} in matter {self.matter_id}"
