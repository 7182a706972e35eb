from django.db import transaction

from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer_or_for_head
from watandoshlar.domains.appeals.acts._forwards import end_forward
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import recompute_due, take_step


@transaction.atomic
def take_back_appeal(*, acting_user, reference: str) -> Appeal:
    """The body sent the appeal back, or never answered: its officer goes on with it, on a term of the post's own.

    Done by that officer, or by the head of the post for one who is away.
    """
    appeal = lock_appeal_of_officer_or_for_head(acting_user, reference)
    take_step(appeal.case, "come_back", acting_user=acting_user, to=appeal.case.post.code)
    end_forward(appeal, "came_back")
    appeal.outcome = ""
    appeal.save(update_fields=["outcome"])
    recompute_due(appeal.case)
    return appeal
