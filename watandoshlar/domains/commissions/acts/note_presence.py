from collections.abc import Collection

from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._presence import note_there
from watandoshlar.domains.commissions.acts._steps import lock_sitting
from watandoshlar.domains.commissions.models import Sitting


@transaction.atomic
def note_presence(*, acting_user, sitting: int, present: Collection[int]) -> Sitting:
    """Note who is there now, by the ids of their seats; who is not named has left.

    Raises SittingNotInSession and what `lock_sitting` raises.
    """
    row, _seat = lock_sitting(acting_user, sitting)
    if row.state != "opened":
        raise errors.SittingNotInSession
    note_there(row, present, acting_user=acting_user)
    return row
