from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import charge_on, leave_trace, lock_bill_at_post, post_entries
from watandoshlar.domains.fees.models import Waiver
from watandoshlar.domains.fees.queries import charges_on
from watandoshlar.domains.fees.rules.bookkeeping import waiving
from watandoshlar.domains.fees.states import WAIVER_REASONS


@transaction.atomic
def waive_charge(*, acting_user, bill: str, charge_id: int, reason: str) -> Waiver:
    """Free the applicant from a charge, or from what is left of it; the applicant reads the reason.

    For officers of the post. Raises ChargeNotFound, UnknownWaiver, ChargeSettled.
    """
    found = lock_bill_at_post(acting_user, bill)
    charge = charge_on(found, charge_id)
    if reason not in WAIVER_REASONS:
        raise errors.UnknownWaiver
    standing = next(one for one in charges_on(found) if one.charge.pk == charge.pk)
    if standing.is_settled:
        raise errors.ChargeSettled
    waiver = Waiver(charge=charge, reason=reason, account=acting_user)
    waiver.save(force_insert=True)
    if standing.owed:
        post_entries(found, "waive", waiving(charge.pk, standing.owed), acting_user=acting_user, reason=reason)
    leave_trace(found, "waive_charge", acting_user=acting_user, charge=charge.pk, reason=reason)
    return waiver
