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
from watandoshlar.domains.cases.acts._steps import check_reader, lock_case_at_post
from watandoshlar.domains.cases.hand_over_states import COLLECTORS, DOCUMENTS_SEEN
from watandoshlar.domains.cases.mandates import has_mandate_in_force
from watandoshlar.domains.cases.models import Case, HandOver


@transaction.atomic
def collect_result(
    *,
    acting_user,
    reference: str,
    collected_by: str,
    document_seen: str,
    number_seen: str,
    name: str = "",
    authority: str = "",
) -> HandOver:
    """Hand the result over at the counter, and write down who came and which document the officer has seen.

    Somebody else than the applicant needs a mandate that is confirmed and in force, or a paper of `authority`, of which
    the officer writes who gave it and when; their `name` is kept. Raises UnknownWay, UnknownCollector,
    UnknownDocumentSeen, NumberSeenNeeded, CollectorNameNeeded, AuthorityNeeded, MandateNotConfirmed, GatesClosed,
    ResultWithdrawn, NoResult, HandOverOver and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    hand_over = lock_hand_over(case, "collect")
    check_way(case, "collect")
    check_document_counts(case)
    _check(case, collected_by, document_seen, number_seen, name, authority)
    check_gates(case, "hand_over")
    hand_over.way = "collect"
    hand_over.collected_by, hand_over.document_seen = collected_by, document_seen
    seen = {"number": number_seen.strip(), "name": name.strip(), "authority": authority.strip()}
    hand_over.identity = kept_words(hand_over, "identity", seen)
    hand_over.handed_by = acting_user
    take_hand_over_step(
        hand_over, "collect", acting_user=acting_user, collected_by=collected_by, document_seen=document_seen
    )
    return hand_over


def _check(case: Case, collected_by: str, document_seen: str, number_seen: str, name: str, authority: str) -> None:
    if collected_by not in COLLECTORS:
        raise errors.UnknownCollector
    if document_seen not in DOCUMENTS_SEEN:
        raise errors.UnknownDocumentSeen
    if not number_seen.strip():
        raise errors.NumberSeenNeeded
    if collected_by != "applicant" and not name.strip():
        raise errors.CollectorNameNeeded
    if collected_by == "authority" and not authority.strip():
        raise errors.AuthorityNeeded
    if collected_by == "mandate" and not has_mandate_in_force(case):
        raise errors.MandateNotConfirmed
