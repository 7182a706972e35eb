from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from watandoshlar.domains.commissions.states import OFFICES
from watandoshlar.foundation import clock


class SeatQuerySet(models.QuerySet):
    def in_term(self, day) -> "SeatQuerySet":
        return self.filter(days__contains=day)


class Seat(models.Model):
    """A member's place in a commission on the days of a term. Only the end of the term ever changes.

    `name` is the member's as the act that appoints them prints it, and as the minutes do; `body` is the code of the
    body they come from, "" for who comes from none.
    """

    commission = models.CharField(max_length=40)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=40, blank=True)
    days = DateRangeField()
    seated_at = models.DateTimeField(default=clock.now)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(office__in=list(OFFICES)), name="commissions_office_known"),
            # Who leaves on the first day had no day at all.
            models.CheckConstraint(
                condition=Q(days__isempty=True) | Q(days__startswith__isnull=False, days__endswith__isnull=False),
                name="commissions_seat_ends",
            ),
            ExclusionConstraint(
                name="commissions_one_seat_each",
                expressions=[
                    ("commission", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="commissions_one_chair_one_secretary",
                expressions=[
                    ("commission", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=~Q(office="member"),
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} of account {self.account_id} in {self.commission}"

    @property
    def votes(self) -> bool:
        return self.office != "secretary"

    @property
    def chain(self) -> str:
        """The audit chain of the commission."""
        return f"commission:{self.commission}"
