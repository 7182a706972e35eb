from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._recommendations import move_recommendation, words_of_body
from watandoshlar.domains.cases.acts._steps import lock_case
from watandoshlar.domains.cases.models import Recommendation
from watandoshlar.domains.cases.recommendations import access_recommendation

STEPS = {"support": "support", "decline": "decline"}


@transaction.atomic
def answer_recommendation(
    *, acting_user, recommendation: int, token: str, answer: str, name: str = "", position: str = "", reasons: str = ""
) -> Recommendation:
    """A body supports the nominee or declines, by the link of its letter. Whoever holds the link is the body, which has
    no account here: `acting_user` is SYSTEM, and the row keeps who signs.

    Raises RecommendationClosed, AnswerNeeded, SignerNeeded, ReasonsOfBodyNeeded.
    """
    if acting_user is not SYSTEM:
        raise errors.RecommendationClosed
    asked = access_recommendation(recommendation, token)
    case = lock_case(asked.case.reference)
    # Once more: somebody may have answered, or the case gone on, before the lock.
    found = access_recommendation(recommendation, token)
    found.case = case
    if answer not in STEPS:
        raise errors.AnswerNeeded
    words = words_of_body(name, position, reasons)
    move_recommendation(found, STEPS[answer], acting_user=acting_user, how="link", words=words)
    return found
