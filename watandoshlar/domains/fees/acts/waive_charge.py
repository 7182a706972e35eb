from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import charge_on, lock_bill_at_post
from watandoshlar.domains.fees.acts._waivers import free_from
from watandoshlar.domains.fees.models import Waiver
from watandoshlar.domains.fees.queries import charges_on
from watandoshlar.domains.fees.states import WAIVER_REASONS


@transaction.atomic
def waive_charge(*, acting_user, bill: str, charge_id: int, reason: str) -> Waiver:
    """Free the applicant from a charge, or from what is left of it; the applicant reads the reason.

    For officers of the post. Raises ChargeNotFound, UnknownWaiver, ChargeSettled.
    """
    found = lock_bill_at_post(acting_user, bill)
    if reason not in WAIVER_REASONS:
        raise errors.UnknownWaiver
    charge = charge_on(found, charge_id)
    standing = next(one for one in charges_on(found) if one.charge.pk == charge.pk)
    if standing.is_settled:
        raise errors.ChargeSettled
    return free_from(found, standing, reason, acting_user=acting_user)
