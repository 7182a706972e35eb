from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._referrals import lock_referral_at_office
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Referral
from watandoshlar.domains.cases.queries import is_barred
from watandoshlar.foundation import clock


@transaction.atomic
def take_referral(*, acting_user, reference: str, number: int) -> Referral:
    """An officer of the office that was asked takes the check; until it ends they may read the answers of the case.

    Raises ReferralTaken (somebody was faster), OwnReferral for who sent it, OfficerBarred, and what
    `lock_referral_at_office` raises.
    """
    referral = lock_referral_at_office(acting_user, reference, number)
    if referral.taken_by_id is not None:
        raise errors.ReferralTaken
    if acting_user.pk in (referral.case.officer_id, referral.sent_by_id):
        raise errors.OwnReferral
    if is_barred(acting_user, referral.case):
        raise errors.OfficerBarred
    referral.taken_by, referral.taken_at = acting_user, clock.now()
    referral.save(update_fields=["taken_by", "taken_at"])
    note_event(referral.case, "take_referral", acting_user=acting_user, number=number, office=referral.to_post.code)
    return referral
