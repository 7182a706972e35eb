"""What paying at the post and paying online share."""

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import entries_of, leave_trace, post_entries
from watandoshlar.domains.fees.models import Bill, Payment, Posting
from watandoshlar.domains.fees.queries import charges_on
from watandoshlar.domains.fees.rules.bookkeeping import paying, undoing
from watandoshlar.foundation import clock
from watandoshlar.foundation.money import Money
from watandoshlar.foundation.references import make_reference

PREFIX = "KV"
"""What the number of a payment begins with: kvitansiya."""


def enter_payment(payment: Payment, *, acting_user) -> Payment:
    """Keep a payment, settle with it what is due in its currency, and write to whom the bill belongs.

    The bill is locked by the caller. Raises NothingDue.
    """
    bill, money = payment.bill, payment.money
    owed = [
        (one.charge.pk, one.owed)
        for one in charges_on(bill)
        if one.owed and not one.is_settled and one.owed.currency == money.currency
    ]
    if not owed:
        raise errors.NothingDue
    payment.number = make_reference(PREFIX, clock.now().year)
    payment.save(force_insert=True)
    post_entries(bill, "pay", paying(payment.method, money, owed), acting_user=acting_user, payment=payment)
    facts = {"payment": payment.number, "method": payment.method, "amount": str(money.amount)}
    leave_trace(bill, "enter_payment", acting_user=acting_user, currency=money.currency, **facts)
    tell_payer(bill, "payment_received", payment.number, money, acting_user=acting_user)
    return payment


def take_back(payment: Payment, *, acting_user, reason: str) -> Posting:
    """Write the opposite of what the payment had settled."""
    paid = payment.postings.get(kind="pay")
    entries = undoing(entries_of(paid))
    posting = post_entries(payment.bill, "cancel", entries, acting_user=acting_user, payment=payment, reason=reason)
    assert posting is not None
    return posting


def tell_payer(bill: Bill, code: str, number: str, money: Money, *, acting_user) -> None:
    """Write to the account of the bill, if it has one."""
    if bill.account is None:
        return
    notify(
        acting_user=acting_user,
        account=bill.account,
        code=code,
        key=number,
        facts={
            "bill": bill.reference,
            "payment": number,
            "minor_units": money.minor_units,
            "currency": money.currency,
        },
    )
