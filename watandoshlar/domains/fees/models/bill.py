from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.fees.states import WAIVED_BECAUSE
from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of


class Bill(models.Model):
    """What is asked for one application, or for all of a family, under its reference. Nothing personal is in a row.

    Whoever writes to the ledger of a bill locks its row first, so that two payments never pass each other.
    `account` is whom it is asked of; empty where an officer entered the application.
    """

    reference = models.CharField(max_length=60, unique=True)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.reference

    @property
    def chain(self) -> str:
        """The audit chain of this bill."""
        return f"bill:{self.reference}"


class Charge(models.Model):
    """One fee or expense, frozen with its tariff and the day whose tariff counts. Rows are only added.

    `fee` is its id in the version of the service, `source_key` the source that the definition names for it, and
    `source` what else says how much it is (title, state, as_of, url); `waived_by` is the waiver of the definition that
    held, or empty.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="charges")
    subject = models.CharField(max_length=60)
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    fee = models.CharField(max_length=60)
    kind = models.CharField(max_length=8)
    due = models.CharField(max_length=10)
    tariff = models.CharField(max_length=80, blank=True)
    base_units = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    currency = CurrencyField(blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    source = models.JSONField(default=dict)
    waived_by = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "fee"], name="fees_charged_once"),
            models.CheckConstraint(condition=Q(kind__in=["fee", "expenses"]), name="fees_kind_known"),
            models.CheckConstraint(condition=Q(due__in=["decision", "hand_over"]), name="fees_due_known"),
        ]

    def __str__(self) -> str:
        return f"{self.fee} of {self.subject}"


class Assessment(models.Model):
    """How much a charge is. Number 1 may come with the charge; who sets or changes an amount adds a row.

    `account` is empty where tariff or definition said it; `source` is what the officer names for it.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    amount = AmountField()
    currency = CurrencyField()
    source = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "number"], name="fees_assessment_number"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fees_assessed_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} for charge {self.charge_id}"

    money = property(money_of)


class Waiver(models.Model):
    """Nobody has to pay a charge any more, or what is left of it, for a reason that the applicant reads.

    `account` is the officer, or whoever ended the application; empty for the platform.
    """

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="waiver")
    reason = models.CharField(max_length=24)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=list(WAIVED_BECAUSE)), name="fees_waiver_reason_known")
        ]

    def __str__(self) -> str:
        return f"waiver of charge {self.charge_id}"
