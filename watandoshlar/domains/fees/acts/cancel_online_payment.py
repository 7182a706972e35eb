from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._online import end_transaction, lock_transaction
from watandoshlar.domains.fees.acts._refunds import carry_out
from watandoshlar.domains.fees.models import OnlineTransaction, Refund
from watandoshlar.domains.fees.states import Online, RefundState


@transaction.atomic
def cancel_online_payment(*, acting_user, connection: str, external_id: str, reason: int | None) -> OnlineTransaction:
    """The payment system takes a payment back: before money came at once, afterwards only by an approved refund.

    So no paid case loses its payment without two people of the post. Said again, nothing changes. `acting_user` is
    SYSTEM. Raises TransactionNotFound, CannotReturn.
    """
    row = lock_transaction(connection, external_id)
    if row.state == Online.CREATED:
        end_transaction(row, Online.CANCELLED, reason, acting_user=acting_user)
    elif row.state == Online.PERFORMED:
        refund = Refund.objects.filter(payment__transaction=row, state=RefundState.APPROVED).first()
        if refund is None:
            raise errors.CannotReturn
        refund.payment.bill = row.bill
        carry_out(refund, acting_user=acting_user, reference=external_id)
        end_transaction(row, Online.RETURNED, reason, acting_user=acting_user)
    return row
