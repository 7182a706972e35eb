from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.fees.acts._online import (
    LAPSED,
    end_transaction,
    has_lapsed,
    lock_transaction,
    trace_transaction,
)
from watandoshlar.domains.fees.acts._payments import enter_payment
from watandoshlar.domains.fees.models import OnlineTransaction, Payment
from watandoshlar.domains.fees.queries import check_payable
from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation import clock


@transaction.atomic
def perform_online_payment(
    *, acting_user, connection: str, external_id: str, even_late: bool = False
) -> OnlineTransaction:
    """The payment system has the money: the bill is paid, once, however often it says so.

    What comes too late, or was cancelled, is left as it is: look at the state of the answer. `even_late` is for the
    reconciliation, which knows from the statement that the money came. `acting_user` is SYSTEM.
    Raises TransactionNotFound, and NothingDue or AmountDiffers when the bill was settled in another way meanwhile:
    then the payment system gives the money back.
    """
    row = lock_transaction(connection, external_id)
    if row.state != Online.CREATED:
        return row
    if has_lapsed(row) and not even_late:
        end_transaction(row, Online.CANCELLED, LAPSED, acting_user=acting_user)
        return row
    check_payable(row.bill, row.money)
    row.state = Online.PERFORMED
    row.performed_at = clock.now()
    row.save(update_fields=["state", "performed_at"])
    trace_transaction(row, acting_user=acting_user)
    payment = Payment(
        bill=row.bill,
        post=row.bill.post,
        method=connection,
        transaction=row,
        amount=row.amount,
        currency=row.currency,
        paid_on=today_at(row.bill.post),
    )
    enter_payment(payment, acting_user=acting_user)
    return row
