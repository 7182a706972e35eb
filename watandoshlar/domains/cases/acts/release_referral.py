from django.db import transaction

from watandoshlar.domains.cases.acts._referrals import lock_taken_referral
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Referral


@transaction.atomic
def release_referral(*, acting_user, reference: str, number: int) -> Referral:
    """Put a check back into the queue of its office: its officer does, or the head there for an officer who is away."""
    referral = lock_taken_referral(acting_user, reference, number, or_for_head=True)
    referral.taken_by = referral.taken_at = None
    referral.save(update_fields=["taken_by", "taken_at"])
    note_event(referral.case, "release_referral", acting_user=acting_user, is_public=False, number=number)
    return referral
