from django.db import transaction

from watandoshlar.domains.fees.acts._ledger import lock_bill
from watandoshlar.domains.fees.acts._waivers import free_from
from watandoshlar.domains.fees.models import Waiver
from watandoshlar.domains.fees.queries import bill_of_subject, charges_of
from watandoshlar.domains.fees.states import ENDED


@transaction.atomic
def close_charges(*, acting_user, subject: str) -> list[Waiver]:
    """Ask for nothing more: the application was refused or withdrawn. What was paid stays, until a refund is agreed.

    Called in the transaction in which the application ends, by whoever ends it.
    """
    bill = bill_of_subject(subject)
    if bill is None:
        return []
    locked = lock_bill(bill.reference)
    return [free_from(locked, one, ENDED, acting_user=acting_user) for one in charges_of(subject) if not one.is_settled]
