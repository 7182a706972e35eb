from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import leave_trace, lock_bill_for_head
from watandoshlar.domains.fees.acts._payments import take_back, tell_payer
from watandoshlar.domains.fees.models import Payment
from watandoshlar.domains.fees.queries import get_payment
from watandoshlar.domains.fees.states import CANCEL_REASONS


@transaction.atomic
def cancel_payment(*, acting_user, number: str, reason: str) -> Payment:
    """Take back the entry of a payment at the post that was wrong; no money moves, and the receipt can be entered anew.

    For the head of the post. Raises PaymentNotFound, UnknownCancelReason, NotAtPost, PaymentCancelled,
    PaymentHasRefund.
    """
    payment = get_payment(number)
    payment.bill = lock_bill_for_head(acting_user, payment.bill.reference)
    if reason not in CANCEL_REASONS:
        raise errors.UnknownCancelReason
    if payment.method != "at_post":
        raise errors.NotAtPost
    if payment.postings.filter(kind="cancel").exists():
        raise errors.PaymentCancelled
    if payment.refunds.exclude(state="declined").exists():
        raise errors.PaymentHasRefund
    take_back(payment, acting_user=acting_user, reason=reason)
    leave_trace(payment.bill, "cancel_payment", acting_user=acting_user, payment=payment.number, reason=reason)
    tell_payer(payment.bill, "payment_taken_back", payment.number, payment.money, acting_user=acting_user)
    return payment
