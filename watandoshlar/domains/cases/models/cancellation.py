from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .case import Case

ENDINGS = ("", "cancelled", "kept", "taken_back")


class Cancellation(models.Model):
    """The ministry puts the cancellation of a case's document before the commission; its holder is heard first.

    `ground` is a code of the closed list of the commission. `why` is the ministry's, `answer` the holder's, both
    encrypted under the applicant's data key. The holder may answer until `heard_until`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cancellations")
    number = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=40)
    why = models.BinaryField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    heard_until = models.DateTimeField()
    answer = models.BinaryField(blank=True, default=b"")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_cancellation_number"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True), name="cases_one_open_cancellation"
            ),
            models.CheckConstraint(condition=Q(ended_as__in=ENDINGS), name="cases_cancellation_ending_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_as="") | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="cases_cancellation_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__lte=models.F("heard_until")),
                name="cases_heard_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"cancellation {self.number} in case {self.case_id}"

    @property
    def key(self) -> str:
        """Tells letters about one cancellation from those about another."""
        return f"cancellation-{self.number}"

    def context(self, what: str) -> str:
        """What the words of this row are bound to."""
        return f"cancellation-{what}:{self.case.reference}:{self.number}"
