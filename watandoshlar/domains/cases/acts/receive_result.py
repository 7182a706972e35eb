from django.db import transaction

from watandoshlar.domains.cases.acts._hand_overs import lock_hand_over, take_hand_over_step
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant
from watandoshlar.domains.cases.models import HandOver


@transaction.atomic
def receive_result(*, acting_user, reference: str) -> HandOver:
    """The applicant says that the parcel has come. Raises NoResult, HandOverOver, CaseNotFound."""
    case = lock_case_of_applicant(acting_user, reference)
    hand_over = lock_hand_over(case, "receive")
    take_hand_over_step(hand_over, "receive", acting_user=acting_user)
    return hand_over
