from django.db import IntegrityError, transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Item, Matter, Sitting, Urn, Vote
from watandoshlar.domains.commissions.queries import check_able, present_at, seat_of
from watandoshlar.domains.commissions.states import CHOICES, ITEM_STATES
from watandoshlar.domains.commissions.urns import put_into

REFUSALS = {
    "commissions_one_vote_each": errors.VotedAlready,
    "commissions_vote_in_time": errors.SittingNotInSession,
    "commissions_vote_of_a_member": errors.NotSeated,
    "commissions_vote_of_who_is_there": errors.NotPresent,
    "commissions_vote_without_conflict": errors.InConflict,
}


@transaction.atomic
def cast_vote(*, acting_user, sitting: int, number: int, choice: str) -> Vote:
    """A member votes, once: in favour, against or abstained. In a secret ballot only that they voted is kept with them.

    Raises ChoiceNeeded, SittingNotFound, ItemNotFound, NotSeated, InConflict, DeclareFirst, NotPresent, VotedAlready,
    SittingNotInSession, StepRefused. The database refuses the same.
    """
    if choice not in CHOICES:
        raise errors.ChoiceNeeded
    row = Sitting.objects.filter(pk=sitting).first()
    if row is None:
        raise errors.SittingNotFound
    # One vote after the other: the urn is opened and sealed by each.
    item = Item.objects.select_for_update().filter(sitting=row, number=number).first()
    if item is None:
        raise errors.ItemNotFound
    # Whoever declares a conflict locks the matter: they have said so before this vote, or see that it was given.
    item.sitting, item.matter = row, Matter.objects.select_for_update(no_key=True).get(pk=item.matter_id)
    seat = seat_of(acting_user, row.commission)
    if not seat.votes:
        raise errors.NotSeated
    check_able(item.matter, seat)
    if seat.pk not in present_at(row):
        raise errors.NotPresent
    if item.state != "voting":
        raise errors.StepRefused(state=item.state, state_label=ITEM_STATES[item.state].label)
    vote = Vote(item=item, seat=seat, choice=choice if item.ballot == "open" else "")
    _insert(vote)
    if item.ballot == "secret":
        urn = Urn.objects.select_for_update().get(item=item)
        urn.item = item
        put_into(urn, choice)
        urn.save(update_fields=["content"])
    leave_trace(item, "cast_vote", acting_user=acting_user, seat=seat.pk, **({"choice": choice} if vote.choice else {}))
    return vote


def _insert(vote: Vote) -> None:
    try:
        with transaction.atomic():
            vote.save(force_insert=True)
    except IntegrityError as error:
        raise REFUSALS[error.__cause__.diag.constraint_name] from error
