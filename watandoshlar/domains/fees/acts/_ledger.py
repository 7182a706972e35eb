"""What every act on a bill shares: lock its row, guard who acts, write balanced lines, leave the traces."""

from collections.abc import Sequence

from watandoshlar.capabilities.access.api import require_officer, require_role
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.models import Assessment, Bill, Charge, Line, Payment, Posting, Refund
from watandoshlar.domains.fees.rules.bookkeeping import Entry
from watandoshlar.foundation.money import Money


def lock_bill(reference: str) -> Bill:
    """The bill, locked until the end of the transaction: one movement of its ledger at a time. Raises BillNotFound."""
    bill = Bill.objects.select_for_update(of=("self",)).select_related("post").filter(reference=reference).first()
    if bill is None:
        raise errors.BillNotFound
    return bill


def lock_bill_at_post(acting_user, reference: str) -> Bill:
    """For officers of the post that has the bill, who are not asked for it themselves."""
    bill = lock_bill(reference)
    require_officer(acting_user, bill.post)
    refuse_own(acting_user, bill)
    return bill


def lock_bill_for_head(acting_user, reference: str) -> Bill:
    bill = lock_bill(reference)
    require_role(acting_user, "head", bill.post)
    refuse_own(acting_user, bill)
    return bill


def refuse_own(acting_user, bill: Bill) -> None:
    if bill.account_id is not None and bill.account_id == acting_user.pk:
        raise errors.OwnBill


def charge_on(bill: Bill, charge_id: int) -> Charge:
    charge = Charge.objects.filter(bill=bill, pk=charge_id).first()
    if charge is None:
        raise errors.ChargeNotFound
    return charge


def post_entries(
    bill: Bill,
    kind: str,
    entries: Sequence[Entry],
    *,
    acting_user,
    payment: Payment | None = None,
    refund: Refund | None = None,
    reason: str = "",
) -> Posting | None:
    """Write one movement of the ledger; None when it has no line, for what costs nothing moves nothing."""
    if not entries:
        return None
    posting = Posting(
        bill=bill,
        kind=kind,
        size=len(entries),
        payment=payment,
        refund=refund,
        reason=reason,
        account=None if acting_user is SYSTEM else acting_user,
    )
    posting.save(force_insert=True)
    Line.objects.bulk_create(
        Line(
            posting=posting,
            ledger_account=entry.account,
            charge_id=entry.charge,
            amount=entry.amount.amount,
            currency=entry.amount.currency,
        )
        for entry in entries
    )
    return posting


def entries_of(posting: Posting) -> list[Entry]:
    return [Entry(line.ledger_account, line.money, line.charge_id) for line in posting.lines.order_by("pk")]


def leave_trace(bill: Bill, act: str, *, acting_user, **facts) -> None:
    append_entry(acting_user=acting_user, act=act, chain=bill.chain, facts={"bill": bill.reference, **facts})


def assess(charge: Charge, amount: Money, *, number: int, source: str = "", account=None) -> Assessment:
    """Write down how much a charge is."""
    row = Assessment(
        charge=charge, number=number, amount=amount.amount, currency=amount.currency, source=source, account=account
    )
    row.save(force_insert=True)
    return row
