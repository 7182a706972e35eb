from django.db import transaction

from watandoshlar.domains.cases.acts._hand_overs import lay_ready, lock_hand_over, take_hand_over_step, tell_ready
from watandoshlar.domains.cases.acts._steps import check_reader, lock_case_at_post
from watandoshlar.domains.cases.models import HandOver
from watandoshlar.domains.cases.queries import hand_over_rule


@transaction.atomic
def take_back_result(*, acting_user, reference: str) -> HandOver:
    """The parcel came back: the result is ready again, and its days of keeping and reminding begin anew.

    Raises NoResult, HandOverOver and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    hand_over = lock_hand_over(case, "come_back")
    lay_ready(hand_over, hand_over_rule(case))
    take_hand_over_step(hand_over, "come_back", acting_user=acting_user)
    tell_ready(hand_over, acting_user=acting_user)
    return hand_over
