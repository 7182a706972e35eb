from django.conf import settings
from django.db import models

from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of


class CashCount(models.Model):
    """What the paper receipts of a post add up to on a day, as somebody there has counted them. The last one counts."""

    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    amount = AmountField()
    currency = CurrencyField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["day", "post"], name="fees_counts_of_day")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} at post {self.post_id} on {self.day}"

    money = property(money_of)


class Reconciliation(models.Model):
    """One comparison of a day: ledger, payment systems and paper receipts. The last one of a day counts.

    `compared` names the payment systems whose statement was there.
    """

    day = models.DateField()
    compared = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["day", "-id"], name="fees_reconciliations_of_day")]

    def __str__(self) -> str:
        return f"reconciliation {self.pk} of {self.day}"


class Difference(models.Model):
    """Something on which two sides do not agree: `ours` is the ledger, `theirs` a payment system or the paper receipts.

    `post` is empty where no post is concerned; `about` names a transaction, a bill or a payment.
    """

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="differences")
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=8)
    code = models.CharField(max_length=24)
    about = models.CharField(max_length=80, blank=True)
    ours = AmountField()
    theirs = AmountField()
    currency = CurrencyField(blank=True)

    def __str__(self) -> str:
        return f"{self.code} of {self.side}: {self.about}"
