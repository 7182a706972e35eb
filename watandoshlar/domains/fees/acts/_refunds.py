"""What the acts of refunds share."""

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import leave_trace, lock_bill, post_entries, refuse_own
from watandoshlar.domains.fees.acts._payments import tell_payer
from watandoshlar.domains.fees.models import Refund
from watandoshlar.domains.fees.queries import overpaid_on
from watandoshlar.domains.fees.rules.bookkeeping import refunding
from watandoshlar.domains.fees.states import REFUND_LABELS, REFUND_STEPS, RefundState
from watandoshlar.foundation import clock
from watandoshlar.foundation.money import Money


def lock_refund(acting_user, refund_id: int) -> Refund:
    """A refund of a post at which somebody decides, with its bill locked. Raises RefundNotFound, OwnBill."""
    found = Refund.objects.filter(pk=refund_id).select_related("payment__bill")
    row = found.first()
    if row is None:
        raise errors.RefundNotFound
    bill = lock_bill(row.payment.bill.reference)
    row = found.get()
    row.payment.bill = bill
    refuse_own(acting_user, bill)
    return row


def check_refund_step(refund: Refund, target: RefundState) -> None:
    if (refund.state, target) not in REFUND_STEPS:
        raise errors.RefundInOtherState(state=REFUND_LABELS[refund.state].label)


def carry_out(refund: Refund, *, acting_user, reference: str) -> None:
    """The money has gone back: write it into the ledger, and to whom the bill belongs. The bill is locked."""
    bill, money = refund.payment.bill, refund.money
    refund.state = RefundState.EXECUTED
    refund.executed_at = clock.now()
    refund.executed_by = None if acting_user is SYSTEM else acting_user
    refund.reference = reference
    refund.save(update_fields=["state", "executed_at", "executed_by", "reference"])
    surplus = overpaid_on(bill).get(money.currency, Money.nothing(money.currency))
    entries = refunding(refund.payment.method, money, surplus)
    post_entries(bill, "refund", entries, acting_user=acting_user, refund=refund, reason=refund.reason)
    trace_refund(refund, acting_user=acting_user, reference=reference)
    tell_payer(bill, "refund_executed", f"{refund.payment.number}:{refund.pk}", money, acting_user=acting_user)


def trace_refund(refund: Refund, *, acting_user, **facts) -> None:
    leave_trace(
        refund.payment.bill, "refund", acting_user=acting_user, refund=refund.pk, payment=refund.payment.number,
        state=str(refund.state), **facts,
    )  # fmt: skip
