from django.db import transaction

from watandoshlar.domains.commissions.acts._letters import tell_members
from watandoshlar.domains.commissions.acts._steps import lock_item, lock_sitting, put_off, take_step
from watandoshlar.domains.commissions.models import Sitting


@transaction.atomic
def cancel_sitting(*, acting_user, sitting: int) -> Sitting:
    """A planned sitting does not take place: what was on its agenda waits for another one, and members are told.

    Raises StepRefused and what `lock_sitting` raises.
    """
    row, _seat = lock_sitting(acting_user, sitting)
    take_step(row, "cancel", acting_user=acting_user)
    for number in row.items.filter(state="listed").values_list("number", flat=True):
        put_off(lock_item(row, number), "not_reached", acting_user=acting_user)
    tell_members(row, "sitting_cancelled", acting_user=acting_user)
    return row
