from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.fees.states import REFUND_REASONS, RefundState
from watandoshlar.foundation import clock

from .amounts import AmountField, CurrencyField, money_of
from .payment import Payment


class Refund(models.Model):
    """Money of a payment that is to go back: asked for by one person, decided by a second, then executed.

    `reference` says how it went back: the number of the cash slip, or the id at the payment system.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = AmountField()
    currency = CurrencyField()
    reason = models.CharField(max_length=16)
    state = models.CharField(max_length=10, default=RefundState.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    executed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    executed_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(state__in=["requested", "approved"]),
                name="fees_one_refund_under_way",
            ),
            models.CheckConstraint(condition=Q(state__in=[*map(str, RefundState)]), name="fees_refund_state_known"),
            models.CheckConstraint(condition=Q(reason__in=list(REFUND_REASONS)), name="fees_refund_reason_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fees_refund_of_something"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")), name="fees_refund_by_two"
            ),
            models.CheckConstraint(
                condition=Q(state="requested") | Q(decided_by__isnull=False), name="fees_refund_decided"
            ),
            models.CheckConstraint(
                condition=~Q(state="executed") | Q(executed_at__isnull=False) & ~Q(reference=""),
                name="fees_refund_has_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk} of payment {self.payment_id}"

    money = property(money_of)
