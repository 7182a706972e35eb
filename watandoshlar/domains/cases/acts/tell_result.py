from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._decisions import check_gates
from watandoshlar.domains.cases.acts._hand_overs import (
    check_way,
    kept_words,
    lock_hand_over,
    make_ready,
    take_hand_over_step,
)
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_reader, check_step, lock_case_at_post, take_step
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.queries import service_of


@transaction.atomic
def tell_result(*, acting_user, reference: str, words: str) -> HandOver:
    """Where nothing is given into somebody's hands: write what was done. Only the applicant reads it.

    An approved case becomes ready and told in one step. Raises WordsNeeded, UnknownWay, GatesClosed, NoResult,
    HandOverOver and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    check_way(case, "told")
    if not words.strip():
        raise errors.WordsNeeded
    hand_over = _ready(case, acting_user=acting_user)
    check_gates(case, "hand_over")
    hand_over.way = "told"
    hand_over.words = kept_words(hand_over, "words", words.strip())
    hand_over.handed_by = acting_user
    take_hand_over_step(hand_over, "tell", acting_user=acting_user)
    write_to_applicant(case, "result_told", acting_user=acting_user)
    return hand_over


def _ready(case: Case, *, acting_user) -> HandOver:
    if case.state != "approved":
        return lock_hand_over(case, "tell")
    check_step(case, "issue")
    if service_of(case).definition.document is not None:
        raise errors.DocumentIssued
    take_step(case, "issue", acting_user=acting_user)
    return make_ready(case, acting_user=acting_user, tells=False)
