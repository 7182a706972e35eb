from django.db import transaction

from watandoshlar.domains.appeals.acts._answers import Replies, give_answer
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.errors import NotToTheOneComplainedOf, WrongStep
from watandoshlar.domains.appeals.models import Appeal


@transaction.atomic
def answer_appeal(*, acting_user, reference: str, replies: Replies) -> Appeal:
    """The officer answers every demand on the merits, which closes the appeal (ZRU-445, art. 28).

    Raises DemandsUnanswered, LawNeeded, UnknownOutcome, WrongState, WrongStep while another body has the appeal,
    NotToTheOneComplainedOf where the ministry has a complaint about itself, and what `lock_case_of_officer` raises.
    """
    appeal = lock_appeal_of_officer(acting_user, reference)
    if appeal.case.state == "forwarded":
        raise WrongStep
    if appeal.against_body == appeal.case.post.code:
        raise NotToTheOneComplainedOf
    return give_answer(appeal, replies, acting_user=acting_user, officer=acting_user)
