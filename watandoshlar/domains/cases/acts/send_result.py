from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._decisions import check_gates
from watandoshlar.domains.cases.acts._hand_overs import (
    check_document_counts,
    check_way,
    kept_words,
    lock_hand_over,
    take_hand_over_step,
)
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_reader, lock_case_at_post
from watandoshlar.domains.cases.models import HandOver
from watandoshlar.foundation import clock


@transaction.atomic
def send_result(*, acting_user, reference: str, carrier: str, tracking: str) -> HandOver:
    """The result has left for the address that the applicant gave; the letter tells them, their page shows the number.

    Raises UnknownWay, ResultWithdrawn, WayNotChosen, CarrierNeeded, TrackingNeeded, GatesClosed, NoResult, HandOverOver
    and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    hand_over = lock_hand_over(case, "send")
    check_way(case, "send")
    check_document_counts(case)
    if hand_over.way != "send":
        raise errors.WayNotChosen
    if not carrier.strip():
        raise errors.CarrierNeeded
    if not tracking.strip():
        raise errors.TrackingNeeded
    check_gates(case, "hand_over")
    hand_over.parcel = kept_words(hand_over, "parcel", {"carrier": carrier.strip(), "number": tracking.strip()})
    hand_over.handed_by, hand_over.sent_at = acting_user, clock.now()
    take_hand_over_step(hand_over, "send", acting_user=acting_user)
    write_to_applicant(
        case, "result_sent", acting_user=acting_user, occasion=f"sent-{hand_over.sent_at:%Y-%m-%dT%H:%M:%S}"
    )
    return hand_over
