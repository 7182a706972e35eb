from datetime import date

from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import lock_bill_at_post
from watandoshlar.domains.fees.acts._payments import enter_payment
from watandoshlar.domains.fees.models import Bill, Payment
from watandoshlar.domains.fees.queries import charges_on
from watandoshlar.domains.fees.rules.receipts import read_receipt_number
from watandoshlar.foundation.money import Money

LOCK_NUMBER = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic
def record_payment(*, acting_user, bill: str, receipt_number: str, amount: Money, paid_on: date) -> Payment:
    """Enter money that was taken at the post against a paper receipt.

    It may be less than what is due, and the rest stays due; what is more belongs to the payer and can be refunded.
    One receipt number of a post is entered once. Raises ReceiptNumberNeeded, ReceiptNumberUsed, DayNotPossible,
    AmountUnknown, NothingDue, AmountNotReadable.
    """
    found = lock_bill_at_post(acting_user, bill)
    number = read_receipt_number(receipt_number)
    if number is None:
        raise errors.ReceiptNumberNeeded
    if not amount > Money.nothing(amount.currency):
        raise errors.AmountNotReadable(digits=-amount.amount.as_tuple().exponent, example=amount)
    _check_day(found, paid_on)
    charges = charges_on(found)
    if not any(one.owed and not one.is_settled for one in charges) and any(
        one.amount is None and not one.is_waived for one in charges
    ):
        raise errors.AmountUnknown
    payment = Payment(
        bill=found,
        post=found.post,
        method="at_post",
        receipt_number=number,
        replaces=_entry_before(found, number),
        amount=amount.amount,
        currency=amount.currency,
        paid_on=paid_on,
        account=acting_user,
    )
    return enter_payment(payment, acting_user=acting_user)


def _check_day(bill: Bill, paid_on: date) -> None:
    if not today_at(bill.post, bill.opened_at) <= paid_on <= today_at(bill.post):
        raise errors.DayNotPossible


def _entry_before(bill: Bill, number: str) -> Payment | None:
    """The last entry of this receipt, if it was taken back. Raises ReceiptNumberUsed while it counts."""
    with transaction.get_connection().cursor() as cursor:
        # Two officers enter the same receipt for two bills: the second waits, and sees the first.
        cursor.execute(LOCK_NUMBER, [f"receipt:{bill.post.code}:{number}"])
    entries = Payment.objects.filter(post=bill.post, method="at_post", receipt_number=number)
    last = entries.filter(replaced_by__isnull=True).select_related("bill").first()
    if last is not None and not last.postings.filter(kind="cancel").exists():
        raise errors.ReceiptNumberUsed(number=number, bill=last.bill.reference)
    return last
