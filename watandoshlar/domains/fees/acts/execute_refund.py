from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._online import end_transaction
from watandoshlar.domains.fees.acts._refunds import carry_out, check_refund_step, lock_refund
from watandoshlar.domains.fees.models import OnlineTransaction, Refund
from watandoshlar.domains.fees.rules.receipts import read_receipt_number
from watandoshlar.domains.fees.states import Online, RefundState

RETURNED = 5
"""Payme's code for money that went back; kept for both systems."""


@transaction.atomic
def execute_refund(*, acting_user, refund_id: int, reference: str) -> Refund:
    """The money of an approved refund has gone back, as the reference proves. For officers of the post.

    Payme says so itself as a rule (`cancel_online_payment`); Click does not.
    Raises RefundNotFound, RoleMissing, OwnBill, ReferenceNeeded, RefundInOtherState.
    """
    refund = lock_refund(acting_user, refund_id)
    require_officer(acting_user, refund.payment.bill.post)
    number = read_receipt_number(reference)
    if number is None:
        raise errors.ReferenceNeeded
    check_refund_step(refund, RefundState.EXECUTED)
    carry_out(refund, acting_user=acting_user, reference=number)
    if refund.payment.transaction_id is not None:
        row = OnlineTransaction.objects.get(pk=refund.payment.transaction_id)
        row.bill = refund.payment.bill
        end_transaction(row, Online.RETURNED, RETURNED, acting_user=acting_user)
    return refund
