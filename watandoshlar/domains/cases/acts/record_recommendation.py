from django.db import transaction

from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._recommendations import (
    lock_recommendation,
    move_recommendation,
    words_of_body,
)
from watandoshlar.domains.cases.acts._steps import lock_case_of_officer
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Recommendation
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.recommendations import bodies_to_ask

STEPS = {"support": "support_on_paper", "decline": "decline_on_paper"}


@transaction.atomic
def record_recommendation(
    *,
    acting_user,
    reference: str,
    rule: str,
    body: str,
    answer: str,
    name: str,
    position: str,
    reasons: str,
    has_seen: bool,
) -> Recommendation:
    """The officer of the case writes down what a signed paper of a body says, after seeing it; the body need not have
    been asked before.

    Raises UnknownRecommendation, BodyMayNotRecommend, AnswerNeeded, PaperUnseen, SignerNeeded, ReasonsOfBodyNeeded,
    RecommendationClosed and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    journey = journey_of_case(case, answers_of(case))
    wanted = next((one for one in journey.recommendations_due() if one.id == rule), None)
    if wanted is None:
        raise errors.UnknownRecommendation
    if answer not in STEPS:
        raise errors.AnswerNeeded
    if not has_seen:
        raise errors.PaperUnseen
    words = words_of_body(name, position, reasons)
    found = lock_recommendation(case, rule, body)
    if found is None:
        if body not in {one.code for one in bodies_to_ask(case, wanted)}:
            raise errors.BodyMayNotRecommend
        found = Recommendation(case=case, rule=rule, body=body)
    move_recommendation(found, STEPS[answer], acting_user=acting_user, how="paper", words=words)
    return found
