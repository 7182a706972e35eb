from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .case import Case

REPORTS = ("nothing_against", "against", "cannot_tell")
REFERRAL_ENDINGS = ("", "reported", "recalled", "withdrawn")
IS_OPEN = Q(ended_at__isnull=True)


class ReferralQuerySet(models.QuerySet):
    def open(self) -> "ReferralQuerySet":
        return self.filter(IS_OPEN)

    def at_posts(self, posts) -> "ReferralQuerySet":
        return self.filter(to_post__in=posts)

    def resting_on(self, day: date, offices: Collection[str]) -> "ReferralQuerySet":
        """Open referrals whose term may move when the day changes in the calendars of the offices."""
        return self.open().filter(to_post__code__in=offices, due_days__contains=day)


class Referral(models.Model):
    """A check by another office, with a term of its own: `rule` is its id in the definition of the service.

    `question` and `report` are encrypted under the applicant's data key; `reasons` are codes of the definition.
    `pauses`: the term of the case stands meanwhile. `due_at` and `due_days` are an index for lists, reckoned
    from `sent_at` by the calendar of the other office.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    number = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=40)
    from_post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    to_post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    question = models.BinaryField(blank=True, default=b"")
    pauses = models.BooleanField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    due_days = DateRangeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    reasons = models.JSONField(default=list)
    report = models.BinaryField(blank=True, default=b"")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_referral_number"),
            models.UniqueConstraint(fields=["case"], condition=IS_OPEN, name="cases_one_open_referral"),
            models.CheckConstraint(condition=Q(outcome__in=["", *REPORTS]), name="cases_report_known"),
            models.CheckConstraint(condition=Q(ended_as__in=REFERRAL_ENDINGS), name="cases_referral_ending_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ ~Q(ended_as=""), name="cases_referral_ends_somehow"
            ),
            models.CheckConstraint(condition=Q(outcome="") ^ Q(ended_as="reported"), name="cases_report_has_outcome"),
            models.CheckConstraint(
                condition=~Q(ended_as="reported") | Q(taken_by__isnull=False), name="cases_report_by_who_took_it"
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True) ^ Q(taken_at__isnull=False), name="cases_referral_taken_at"
            ),
        ]
        indexes = [
            models.Index(fields=["to_post", "due_at", "id"], condition=IS_OPEN, name="cases_referrals_of_office"),
            GistIndex(fields=["due_days"], condition=IS_OPEN, name="cases_referrals_by_days"),
        ]

    def __str__(self) -> str:
        return f"referral {self.number} of case {self.case_id}"

    @property
    def key(self) -> str:
        """What tells letters about this referral apart from others."""
        return f"referral-{self.number}"

    def context(self, what: str) -> str:
        """What the encrypted words are bound to."""
        return f"{what}:{self.case.reference}:{self.number}"
