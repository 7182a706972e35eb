"""What the acts of payment systems share."""

from datetime import timedelta

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import leave_trace, lock_bill
from watandoshlar.domains.fees.models import OnlineTransaction
from watandoshlar.domains.fees.rules.tables import shipped_connections
from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation import clock

LAPSED = 4
"""Payme's code for a payment that was not performed in time; kept for both systems."""


def lock_transaction(connection: str, external_id: str) -> OnlineTransaction:
    """The transaction, read again after its bill is locked. Raises TransactionNotFound."""
    found = OnlineTransaction.objects.filter(connection=connection, external_id=external_id).select_related("bill")
    row = found.first()
    if row is None:
        raise errors.TransactionNotFound
    bill = lock_bill(row.bill.reference)
    row = found.get()
    row.bill = bill
    return row


def has_lapsed(row: OnlineTransaction) -> bool:
    return clock.now() >= row.created_at + timedelta(minutes=shipped_connections()[row.connection].lapses_after)


def end_transaction(row: OnlineTransaction, state: Online, reason: int | None, *, acting_user) -> None:
    row.state = state
    row.cancelled_at = clock.now()
    row.reason = reason
    row.save(update_fields=["state", "cancelled_at", "reason"])
    trace_transaction(row, acting_user=acting_user, reason=reason)


def trace_transaction(row: OnlineTransaction, *, acting_user, **facts) -> None:
    leave_trace(
        row.bill, "online_payment", acting_user=acting_user, connection=row.connection, transaction=row.external_id,
        state=str(row.state), **facts,
    )  # fmt: skip
