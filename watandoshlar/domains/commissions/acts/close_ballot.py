from collections import Counter

from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import lock_item_in_session, put_off, take_step
from watandoshlar.domains.commissions.models import Count, Item, Urn, Vote
from watandoshlar.domains.commissions.queries import count_waits_for, turnout_of
from watandoshlar.domains.commissions.rules.voting import Result, Tally, decide
from watandoshlar.domains.commissions.states import CHOICES, ITEM_STATES
from watandoshlar.domains.commissions.urns import empty


@transaction.atomic
def close_ballot(*, acting_user, sitting: int, number: int) -> Item:
    """End the voting on an item and count, once everybody who is there has voted or abstained; who has left is noted
    as gone. Without a quorum, and at a tie that nobody may decide, the item is put off; else its resolution can be
    written.

    Raises VotesMissing, TooFewForSecret, StepRefused and what `lock_item_in_session` raises.
    """
    item = lock_item_in_session(acting_user, sitting, number)
    if item.state != "voting":
        raise errors.StepRefused(state=item.state, state_label=ITEM_STATES[item.state].label)
    turnout, rules = turnout_of(item), item.sitting.rules
    waits = count_waits_for(item, turnout)
    if waits == "votes_missing":
        raise errors.VotesMissing(missing=turnout.missing)
    if waits:
        raise errors.TooFewForSecret(least=rules["secret_least"], present=turnout.voted)
    numbers = _numbers(item)
    tally = Tally(**numbers, present=turnout.present)
    result = decide(tally, rules["majority_of"], rules["ties"][item.ballot], _choice_of_chair(item))
    if not turnout.is_enough:
        result = Result("", delay="no_quorum")
    counts = {"seated": turnout.seated, "able": turnout.able, "present": turnout.present, "needed": turnout.needed}
    Count(item=item, **numbers, **counts, outcome=result.outcome, by_chair=result.by_chair).save(force_insert=True)
    if result.outcome:
        take_step(item, "count", acting_user=acting_user, outcome=result.outcome, by_chair=result.by_chair, **numbers)
    else:
        put_off(item, result.delay, acting_user=acting_user)
    return item


def _numbers(item: Item) -> dict[str, int]:
    if item.ballot == "open":
        given = Counter(Vote.objects.filter(item=item).values_list("choice", flat=True))
        return {choice: given[choice] for choice in CHOICES}
    urn = Urn.objects.select_for_update().get(item=item)
    urn.item = item
    numbers = dict(empty(urn))
    urn.save(update_fields=["key", "content"])
    return numbers


def _choice_of_chair(item: Item) -> str:
    if item.ballot != "open":
        return ""
    votes = Vote.objects.filter(item=item, seat__office="chair")
    return votes.values_list("choice", flat=True).first() or ""
