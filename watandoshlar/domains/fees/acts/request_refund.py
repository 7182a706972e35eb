from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import lock_bill
from watandoshlar.domains.fees.acts._refunds import trace_refund
from watandoshlar.domains.fees.models import Bill, Payment, Refund
from watandoshlar.domains.fees.queries import get_payment, overpaid_on, standing_of
from watandoshlar.domains.fees.states import REFUND_REASONS
from watandoshlar.foundation.money import Money


@transaction.atomic
def request_refund(*, acting_user, number: str, amount: Money, reason: str) -> Refund:
    """Ask that money of a payment goes back: whom the bill belongs to, or an officer of the post for them.

    Raises PaymentNotFound, RoleMissing, PaymentCancelled, UnknownRefundReason, RefundUnderWay, NotOverpaid,
    RefundTooLarge, OnlyWholePayment, AmountNotReadable.
    """
    payment = get_payment(number)
    bill = payment.bill = lock_bill(payment.bill.reference)
    if bill.account_id != acting_user.pk:
        require_officer(acting_user, bill.post)
    if reason not in REFUND_REASONS:
        raise errors.UnknownRefundReason
    _check_amount(bill, payment, amount, reason)
    refund = Refund(
        payment=payment,
        amount=amount.amount,
        currency=amount.currency,
        reason=reason,
        requested_by=acting_user,
    )
    refund.save(force_insert=True)
    trace_refund(refund, acting_user=acting_user, amount=str(amount.amount), currency=amount.currency, reason=reason)
    return refund


def _check_amount(bill: Bill, payment: Payment, amount: Money, reason: str) -> None:
    standing = next(one for one in standing_of(bill).payments if one.payment.pk == payment.pk)
    if not standing.counts:
        raise errors.PaymentCancelled
    if any(refund.state in ("requested", "approved") for refund in standing.refunds):
        raise errors.RefundUnderWay
    if amount.currency != payment.currency:
        raise errors.CurrencyNotTaken
    if not amount > Money.nothing(amount.currency):
        raise errors.AmountNotReadable(digits=-amount.amount.as_tuple().exponent, example=payment.money)
    most = standing.left
    if reason == "overpaid":
        most = min(most, overpaid_on(bill).get(amount.currency, Money.nothing(amount.currency)))
        if not most:
            raise errors.NotOverpaid
    if amount > most:
        raise errors.RefundTooLarge(most=most)
    if payment.method != "at_post" and amount != payment.money:
        raise errors.OnlyWholePayment(most=payment.money)
