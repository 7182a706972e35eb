from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .case import Case


class Decision(models.Model):
    """One officer's step of deciding a case, in a round. One officer has one step in a round: the database says so.

    `note` is encrypted under the applicant's data key; `reasons` are codes of the service's definition.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    note = models.BinaryField(blank=True, default=b"")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "officer"], name="cases_two_officers_decide"),
            models.UniqueConstraint(fields=["case", "round", "step"], name="cases_one_decision_per_step"),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="cases_decision_step_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["approve", "refuse", "return"]), name="cases_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} in round {self.round} of case {self.case_id}"


class ItemRequestQuerySet(models.QuerySet):
    def waiting_for_answer(self) -> "ItemRequestQuerySet":
        """Those for which the applicant's turn is now; one that was open at a withdrawal waits for nobody."""
        open_now = self.filter(answered_at__isnull=True, closed_at__isnull=True)
        return open_now.filter(case__state="waiting_for_applicant")


class ItemRequest(models.Model):
    """What the officer asks the applicant to send or correct, by when. History is kept: every request is a row.

    It ends with the answer, or is closed without one after the day has passed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="item_requests")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    note = models.BinaryField(blank=True, default=b"")
    due_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ItemRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_item_request_number"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="cases_one_open_item_request",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(closed_at__isnull=True), name="cases_item_request_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"items {self.number} of case {self.case_id}"

    @property
    def ended_at(self) -> datetime | None:
        return self.answered_at or self.closed_at
