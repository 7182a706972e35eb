from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.fees.states import POSTINGS, Account
from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of
from .bill import Bill, Charge
from .payment import Payment
from .refund import Refund


class Posting(models.Model):
    """One movement of the ledger with its lines, which sum to nothing in every currency. Rows are only added.

    `size` is the number of its lines; the database refuses at the end of the transaction a posting that has others, or
    whose lines do not balance. `reason` is a code of `states`; `account` is empty for what nobody did by hand.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=8)
    size = models.PositiveSmallIntegerField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, null=True, blank=True, related_name="posting")
    reason = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "kind"], condition=Q(kind__in=["pay", "cancel"]), name="fees_posted_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=POSTINGS), name="fees_posting_known"),
        ]
        indexes = [models.Index(fields=["at"], name="fees_postings_of_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of bill {self.bill_id}"


class Line(models.Model):
    """So much comes to an account (plus) or leaves it (minus). Rows are only added."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="lines")
    ledger_account = models.CharField(max_length=9)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    amount = AmountField()
    currency = CurrencyField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ledger_account__in=[*map(str, Account)]), name="fees_account_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="fees_line_of_something"),
            models.CheckConstraint(
                condition=~Q(ledger_account__in=["due", "charged", "waived"]) | Q(charge__isnull=False),
                name="fees_due_for_a_charge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger_account} {self.amount} {self.currency}"

    money = property(money_of)
