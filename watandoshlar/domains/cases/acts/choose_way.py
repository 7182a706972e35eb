from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._hand_overs import kept_words
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, note_event, wrong_state
from watandoshlar.domains.cases.hand_over_states import HAND_OVER_STATES
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.queries import ways_to_choose
from watandoshlar.domains.cases.states import OPEN_STATES


@transaction.atomic
def choose_way(*, acting_user, reference: str, way: str, address: str = "") -> HandOver:
    """The applicant says how the result should reach them, from the application on until it is handed over.

    `address` is where to send it, needed for `send`. Raises UnknownWay, AddressNeeded, HandOverOver, WrongState,
    CaseNotFound.
    """
    case = lock_case_of_applicant(acting_user, reference)
    if case.state not in (*OPEN_STATES, "issued"):
        raise wrong_state(case)
    if way not in ways_to_choose(case):
        raise errors.UnknownWay
    if way == "send" and not address.strip():
        raise errors.AddressNeeded
    hand_over = _hand_over(case)
    hand_over.way = way
    hand_over.address = kept_words(hand_over, "address", address.strip()) if way == "send" else b""
    hand_over.save(update_fields=["way", "address"])
    note_event(case, "choose_way", acting_user=acting_user, way=way)
    return hand_over


def _hand_over(case: Case) -> HandOver:
    hand_over, _is_new = HandOver.objects.get_or_create(case=case)
    hand_over.case = case
    if hand_over.state not in ("expected", "ready"):
        raise errors.HandOverOver(state=hand_over.state, state_label=HAND_OVER_STATES[hand_over.state].label)
    return hand_over
