from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.fees.states import METHODS
from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of
from .bill import Bill
from .online import OnlineTransaction


class Payment(models.Model):
    """Money that has come in. Rows are only added; an entry that was wrong is taken back by a posting of its own.

    `number` is ours and stands on the receipt that we print; `receipt_number` is that of the paper receipt at the post,
    empty for what came by a payment system. One paper receipt is entered once; after its entry was taken back, the new
    entry names the old one in `replaces`.
    """

    number = models.CharField(max_length=24, unique=True)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=8)
    receipt_number = models.CharField(max_length=40, blank=True)
    transaction = models.OneToOneField(
        OnlineTransaction, on_delete=models.PROTECT, null=True, blank=True, related_name="payment"
    )
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    amount = AmountField()
    currency = CurrencyField()
    paid_on = models.DateField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "receipt_number"],
                condition=Q(method="at_post", replaces__isnull=True),
                name="fees_receipt_number_once",
            ),
            models.CheckConstraint(condition=Q(method__in=list(METHODS)), name="fees_method_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fees_paid_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(method="at_post", transaction__isnull=True, account__isnull=False) & ~Q(receipt_number="")
                | ~Q(method="at_post") & Q(transaction__isnull=False, receipt_number=""),
                name="fees_paid_at_post_or_online",
            ),
        ]
        indexes = [models.Index(fields=["post", "paid_on"], name="fees_payments_of_day")]

    def __str__(self) -> str:
        return self.number

    money = property(money_of)
