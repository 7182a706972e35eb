from django.db import transaction

from watandoshlar.domains.cases.acts._referrals import end_referral, open_referral, referral_officers, tell_office
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, take_step
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def withdraw_case(*, acting_user, reference: str) -> Case:
    """The applicant takes the application back before it is decided. An open request for items ends with it, and
    so does a check by another office."""
    case = lock_case_of_applicant(acting_user, reference)
    referral = open_referral(case)
    if referral:
        end_referral(referral, "withdrawn")
    take_step(case, "withdraw", acting_user=acting_user)
    if referral and referral.taken_by_id:
        tell_office(referral, referral_officers(referral), "referral_ended", acting_user=acting_user)
    return case
