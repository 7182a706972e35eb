from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import lock_item_in_session, put_off
from watandoshlar.domains.commissions.models import Item, Urn
from watandoshlar.domains.commissions.states import ITEM_STATES

DELAYS = ("no_quorum", "more_facts")


@transaction.atomic
def put_off_item(*, acting_user, sitting: int, number: int, delay: str) -> Item:
    """Put an item off to another sitting, before or during the vote on it: votes that were given count no more, and a
    secret ballot is destroyed uncounted.

    Raises DelayNeeded, StepRefused and what `lock_item_in_session` raises.
    """
    item = lock_item_in_session(acting_user, sitting, number)
    if delay not in DELAYS:
        raise errors.DelayNeeded
    if item.state not in ("listed", "voting"):
        raise errors.StepRefused(state=item.state, state_label=ITEM_STATES[item.state].label)
    Urn.objects.filter(item=item).update(key=b"", content=b"")
    put_off(item, delay, acting_user=acting_user)
    return item
