from django.db import transaction

from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._recommendations import lock_recommendation, send_letter
from watandoshlar.domains.cases.acts._steps import lock_case_of_officer
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Recommendation
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.recommendations import bodies_to_ask


@transaction.atomic
def ask_recommendation(*, acting_user, reference: str, rule: str, body: str) -> Recommendation:
    """The officer of the case asks a body of the register whether it recommends the nominee, or sends the letter once
    more; earlier links end.

    Raises UnknownRecommendation, BodyMayNotRecommend, AskedOften, RecommendationClosed and what `lock_case_of_officer`
    raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    journey = journey_of_case(case, answers_of(case))
    wanted = next((one for one in journey.recommendations_due() if one.id == rule), None)
    if wanted is None:
        raise errors.UnknownRecommendation
    found = lock_recommendation(case, rule, body)
    if found is None:
        if body not in {one.code for one in bodies_to_ask(case, wanted)}:
            raise errors.BodyMayNotRecommend
        found = Recommendation(case=case, rule=rule, body=body)
    send_letter(found, acting_user=acting_user)
    return found
