"""What the acts share by which a charge is not asked for any more."""

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees.acts._ledger import leave_trace, post_entries
from watandoshlar.domains.fees.models import Bill, Waiver
from watandoshlar.domains.fees.queries import ChargeStanding
from watandoshlar.domains.fees.rules.bookkeeping import waiving


def free_from(bill: Bill, standing: ChargeStanding, reason: str, *, acting_user) -> Waiver:
    """Waive what is still due of a charge. The bill is locked by the caller."""
    charge = standing.charge
    waiver = Waiver(charge=charge, reason=reason, account=None if acting_user is SYSTEM else acting_user)
    waiver.save(force_insert=True)
    if standing.owed:
        post_entries(bill, "waive", waiving(charge.pk, standing.owed), acting_user=acting_user, reason=reason)
    leave_trace(bill, "waive_charge", acting_user=acting_user, charge=charge.pk, reason=reason)
    return waiver
