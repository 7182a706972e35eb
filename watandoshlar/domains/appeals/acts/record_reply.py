from django.db import transaction

from watandoshlar.domains.appeals.acts._answers import Replies, give_answer
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer_or_for_head
from watandoshlar.domains.appeals.acts._forwards import open_forward
from watandoshlar.domains.appeals.errors import WrongStep
from watandoshlar.domains.appeals.models import Appeal


@transaction.atomic
def record_reply(*, acting_user, reference: str, replies: Replies) -> Appeal:
    """The body outside the platform answered by mail: the officer who sent the appeal there, or the head of
    the post for one who is away, enters its answers.

    Raises WrongStep when no body has the appeal, and what `answer_appeal` raises.
    """
    appeal = lock_appeal_of_officer_or_for_head(acting_user, reference)
    forward = open_forward(appeal)
    if forward is None:
        raise WrongStep
    return give_answer(appeal, replies, acting_user=acting_user, officer=acting_user, body=forward.to_body)
