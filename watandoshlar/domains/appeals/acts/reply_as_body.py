from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.appeals.acts._answers import Replies, give_answer
from watandoshlar.domains.appeals.acts._appeals import lock_appeal
from watandoshlar.domains.appeals.errors import ReplyClosed
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.appeals.queries import access_reply
from watandoshlar.domains.cases.api import officers_in_charge


@transaction.atomic
def reply_as_body(*, acting_user, reference: str, number: int, token: str, replies: Replies) -> Appeal:
    """A body outside the platform answers every demand through its link; who holds the link is the body.

    `acting_user` is SYSTEM: the body has no account here, and the entry names it. Raises ReplyClosed for a wrong, old
    or used link, and what `answer_appeal` raises for the answers.
    """
    if acting_user is not SYSTEM:
        raise ReplyClosed
    access_reply(reference, number, token)
    appeal = lock_appeal(reference)
    # Once more: somebody may have answered or taken it back before the lock.
    forward = access_reply(reference, number, token)
    give_answer(appeal, replies, acting_user=SYSTEM, body=forward.to_body)
    for account in officers_in_charge(appeal.case):
        notify(
            acting_user=SYSTEM,
            account=account,
            code="body_answered",
            key=f"{reference}:{number}",
            facts={"reference": reference, "body": forward.to_body},
        )
    return appeal
