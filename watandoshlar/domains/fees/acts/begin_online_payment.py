from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import lock_bill
from watandoshlar.domains.fees.acts._online import LAPSED, end_transaction, has_lapsed, trace_transaction
from watandoshlar.domains.fees.models import Bill, OnlineTransaction
from watandoshlar.domains.fees.queries import check_payable
from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation.money import Money

LOCK_ID = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic
def begin_online_payment(
    *, acting_user, connection: str, external_id: str, bill: str, amount: Money, told_at: int
) -> OnlineTransaction:
    """A payment system tells of a payment that somebody begins. Told again, it is the same transaction.

    `acting_user` is SYSTEM. Only the whole of what is due online is taken, and one payment at a time. Raises
    BillNotFound, NothingDue, AmountDiffers, TransactionUnderWay, TransactionTaken.
    """
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(LOCK_ID, [f"{connection}:{external_id}"])
    known = OnlineTransaction.objects.filter(connection=connection, external_id=external_id).select_related("bill")
    if row := known.first():
        if row.bill.reference != bill or row.money != amount:
            raise errors.TransactionTaken
        return _lapsed_if_late(row, acting_user=acting_user)
    found = lock_bill(bill)
    check_payable(found, amount)
    _clear_the_way(found, acting_user=acting_user)
    row = OnlineTransaction(
        connection=connection,
        external_id=external_id,
        bill=found,
        amount=amount.amount,
        currency=amount.currency,
        told_at=told_at,
    )
    row.save(force_insert=True)
    trace_transaction(row, acting_user=acting_user, amount=str(amount.amount), currency=amount.currency)
    return row


def _lapsed_if_late(row: OnlineTransaction, *, acting_user) -> OnlineTransaction:
    row.bill = lock_bill(row.bill.reference)
    row.refresh_from_db(fields=["state", "performed_at", "cancelled_at", "reason"])
    if row.state == Online.CREATED and has_lapsed(row):
        end_transaction(row, Online.CANCELLED, LAPSED, acting_user=acting_user)
    return row


def _clear_the_way(bill: Bill, *, acting_user) -> None:
    """What lapsed without a word makes room. Raises TransactionUnderWay for what still runs."""
    for row in bill.transactions.filter(state=Online.CREATED):
        if not has_lapsed(row):
            raise errors.TransactionUnderWay
        row.bill = bill
        end_transaction(row, Online.CANCELLED, LAPSED, acting_user=acting_user)
