from django.db import transaction

from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._referrals import end_referral, open_referral, referral_officers, tell_office
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer_or_for_head, take_step
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.terms import recompute_due


@transaction.atomic
def recall_referral(*, acting_user, reference: str) -> Case:
    """Take the case back from another office before it has answered. From now on nobody there reads it.

    Done by the officer of the case, or by the head of the post for an officer who is away.
    Raises WrongState, NotYourCase and what `lock_case_at_post` raises.
    """
    case = lock_case_of_officer_or_for_head(acting_user, reference)
    check_step(case, "recall")
    referral = open_referral(case)
    end_referral(referral, "recalled")
    take_step(case, "recall", acting_user=acting_user, number=referral.number, pauses=referral.pauses)
    recompute_due(case)
    write_to_applicant(
        case, "referral_recalled", acting_user=acting_user, occasion=referral.key, office=referral.to_post.code
    )
    if referral.taken_by_id:
        tell_office(referral, referral_officers(referral), "referral_ended", acting_user=acting_user)
    return case
