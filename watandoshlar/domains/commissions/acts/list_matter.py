from django.db import transaction
from django.db.models import Max

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace, lock_sitting, take_step
from watandoshlar.domains.commissions.models import Item, Matter
from watandoshlar.domains.commissions.states import OPEN_SITTINGS, SITTING_STATES


@transaction.atomic
def list_matter(*, acting_user, sitting: int, matter: int) -> Item:
    """Put a matter that waits on the agenda of a sitting that is planned or in session.

    Raises StepRefused, MatterNotFound and what `lock_sitting` raises.
    """
    subject = Matter.objects.filter(pk=matter).values_list("subject", flat=True).first()
    row, _seat = lock_sitting(acting_user, sitting, *filter(None, [subject]))
    if row.state not in OPEN_SITTINGS:
        raise errors.StepRefused(state=row.state, state_label=SITTING_STATES[row.state].label)
    found = Matter.objects.select_for_update().filter(pk=matter, commission=row.commission).first()
    if found is None:
        raise errors.MatterNotFound
    take_step(found, "list", acting_user=acting_user, sitting=row.number)
    last = row.items.aggregate(last=Max("number"))["last"] or 0
    item = Item(sitting=row, matter=found, number=last + 1)
    item.save(force_insert=True)
    leave_trace(item, "list_item", acting_user=acting_user)
    return item
