from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import lock_item_in_session, take_step
from watandoshlar.domains.commissions.models import Item
from watandoshlar.domains.commissions.queries import ZONE, turnout_of
from watandoshlar.domains.commissions.urns import make_urn
from watandoshlar.foundation import clock


@transaction.atomic
def open_ballot(*, acting_user, sitting: int, number: int) -> Item:
    """Members vote on an item from now on. Whether the ballot is open or secret, the rules of the sitting say.

    Raises NotRipe while who is concerned may still answer, NoQuorum, AnotherBallot, StepRefused and what
    `lock_item_in_session` raises.
    """
    item = lock_item_in_session(acting_user, sitting, number)
    ripe_at = item.matter.ripe_at
    if ripe_at and ripe_at > clock.now():
        raise errors.NotRipe(until=ripe_at.astimezone(ZONE).strftime("%d.%m.%Y %H:%M"))
    if Item.objects.filter(sitting=item.sitting, state__in=("voting", "counted")).exclude(pk=item.pk).exists():
        raise errors.AnotherBallot
    turnout = turnout_of(item)
    if not turnout.is_enough:
        raise errors.NoQuorum(needed=turnout.needed, present=turnout.present)
    item.ballot = item.sitting.rules["ballots"][item.matter.kind]
    facts = {"ballot": item.ballot, "present": turnout.present, "needed": turnout.needed}
    take_step(item, "open_ballot", acting_user=acting_user, also_save=("ballot",), **facts)
    if item.ballot == "secret":
        make_urn(item).save(force_insert=True)
    return item
