from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._hand_overs import lock_hand_over, take_hand_over_step
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_reader, lock_case_at_post
from watandoshlar.domains.cases.errors import NoResult, StillKept
from watandoshlar.domains.cases.models import HandOver


@transaction.atomic
def return_result(*, acting_user, reference: str) -> HandOver:
    """Send back what nobody collected in the time for which it is kept, and tell the applicant.

    Raises StillKept, NoResult where nothing is kept for a time, HandOverOver and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    hand_over = lock_hand_over(case, "return")
    if hand_over.keep_until is None:
        raise NoResult
    if not hand_over.is_to_return(today_at(case.post)):
        raise StillKept(day=hand_over.keep_until)
    hand_over.handed_by = acting_user
    take_hand_over_step(hand_over, "return", acting_user=acting_user)
    write_to_applicant(case, "result_returned", acting_user=acting_user)
    return hand_over
