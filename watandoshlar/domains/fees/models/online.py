from django.db import models
from django.db.models import Q

from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of
from .bill import Bill


class OnlineTransaction(models.Model):
    """A payment as a payment system has told us of it, by its id there. Its state moves along the steps of `states`.

    One bill has one transaction under way: the database refuses a second, so that nobody pays the same twice at once.
    `told_at` is the moment that the payment system names, in milliseconds, and `reason` its code of a cancellation.
    """

    connection = models.CharField(max_length=8)
    external_id = models.CharField(max_length=64)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="transactions")
    amount = AmountField()
    currency = CurrencyField()
    state = models.CharField(max_length=10, default=Online.CREATED)
    told_at = models.BigIntegerField()
    created_at = models.DateTimeField(default=clock.now)
    performed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "external_id"], name="fees_transaction_told_once"),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state="created"), name="fees_one_transaction_under_way"
            ),
            models.CheckConstraint(condition=Q(state__in=[*map(str, Online)]), name="fees_online_state_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fees_online_more_than_nothing"),
        ]
        indexes = [models.Index(fields=["connection", "told_at"], name="fees_transactions_of_time")]

    def __str__(self) -> str:
        return f"{self.connection} {self.external_id}"

    money = property(money_of)


class ConnectionKey(models.Model):
    """A key that a payment system has set itself (ChangePassword), as a salted hash: it is compared, never shown.

    It counts until the operator configures another one: `instead_of` is the hash of the key that was configured.
    """

    connection = models.CharField(max_length=8)
    instead_of = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    hash = models.CharField(max_length=64)
    set_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"key of {self.connection}"
