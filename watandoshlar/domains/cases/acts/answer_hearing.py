from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, note_event
from watandoshlar.domains.cases.models import Cancellation
from watandoshlar.domains.cases.nominations import open_cancellation
from watandoshlar.domains.commissions.api import ripen_matter
from watandoshlar.foundation import clock

LONGEST = 10000


@transaction.atomic
def answer_hearing(*, acting_user, reference: str, answer: str) -> Cancellation:
    """The holder answers what speaks for a cancellation, once, while there is time; the commission may vote then.

    Raises HearingClosed, HearingAnswerNeeded and what `lock_case_of_applicant` raises.
    """
    case = lock_case_of_applicant(acting_user, reference)
    cancellation = open_cancellation(case)
    now = clock.now()
    if cancellation is None or cancellation.answered_at or now > cancellation.heard_until:
        raise errors.HearingClosed
    if not 1 <= len(answer.strip()) <= LONGEST:
        raise errors.HearingAnswerNeeded
    cancellation.answer = encrypt_json_for(case.applicant, answer.strip(), cancellation.context("answer"))
    cancellation.answered_at = now
    cancellation.save(update_fields=["answer", "answered_at"])
    note_event(case, "answer_hearing", acting_user=acting_user, number=cancellation.number)
    ripen_matter(acting_user=acting_user, subject=reference, kind="cancel")
    return cancellation
