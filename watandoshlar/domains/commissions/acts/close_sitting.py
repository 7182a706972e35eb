from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace, lock_item, lock_sitting, put_off, take_step
from watandoshlar.domains.commissions.minutes import content_of_minutes
from watandoshlar.domains.commissions.models import Minutes
from watandoshlar.domains.commissions.rules.canonical import hash_of
from watandoshlar.foundation import clock


@transaction.atomic
def close_sitting(*, acting_user, sitting: int) -> Minutes:
    """End a sitting: what it did not come to is put off, and its minutes are written and sealed by their hash, which
    the audit log keeps too.

    Raises ItemsOpen while an item is being voted on or waits for its resolution, StepRefused and what `lock_sitting`
    raises.
    """
    row, _seat = lock_sitting(acting_user, sitting)
    if row.state == "opened" and row.items.filter(state__in=("voting", "counted")).exists():
        raise errors.ItemsOpen
    if row.state == "opened":
        for number in row.items.filter(state="listed").order_by("number").values_list("number", flat=True):
            put_off(lock_item(row, number), "not_reached", acting_user=acting_user)
    row.closed_at = clock.now()
    take_step(row, "close", acting_user=acting_user, also_save=("closed_at",))
    content = content_of_minutes(row)
    minutes = Minutes(sitting=row, content=content, sha256=hash_of(content))
    minutes.save(force_insert=True)
    leave_trace(row, "seal_minutes", acting_user=acting_user, sha256=minutes.sha256)
    return minutes
