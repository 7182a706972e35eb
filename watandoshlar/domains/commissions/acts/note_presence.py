from collections.abc import Collection

from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._presence import note_there
from watandoshlar.domains.commissions.acts._steps import check_allowed, lock_item, lock_sitting
from watandoshlar.domains.commissions.models import Sitting
from watandoshlar.domains.commissions.queries import conducts


@transaction.atomic
def note_presence(*, acting_user, sitting: int, present: Collection[int]) -> Sitting:
    """Note who is there now, by the ids of their seats; who is not named has left.

    While members vote it says whose votes are waited for, and is for who leads through that item. Raises
    SittingNotInSession, InConflict, NotSecretary and what `lock_sitting` raises.
    """
    row, seat = lock_sitting(acting_user, sitting, led=False)
    if row.state != "opened":
        raise errors.SittingNotInSession
    voting = row.items.filter(state="voting").values_list("number", flat=True).first()
    if voting:
        check_allowed(lock_item(row, voting), seat)
    elif not conducts(seat):
        raise errors.NotSecretary
    note_there(row, present, acting_user=acting_user)
    return row
