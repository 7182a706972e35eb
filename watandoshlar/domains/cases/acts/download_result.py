from django.db import transaction

from watandoshlar.domains.cases.acts._decisions import check_gates
from watandoshlar.domains.cases.acts._hand_overs import check_way, lock_hand_over, take_hand_over_step
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant
from watandoshlar.domains.cases.models import HandOver


@transaction.atomic
def download_result(*, acting_user, reference: str) -> HandOver:
    """The applicant fetches the sealed document for the first time; that hands it over.

    Raises UnknownWay, GatesClosed, NoResult, HandOverOver, CaseNotFound.
    """
    case = lock_case_of_applicant(acting_user, reference)
    hand_over = lock_hand_over(case, "download")
    check_way(case, "download")
    check_gates(case, "hand_over")
    hand_over.way = "download"
    take_hand_over_step(hand_over, "download", acting_user=acting_user)
    return hand_over
