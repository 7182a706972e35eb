from collections.abc import Collection

from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._presence import note_there
from watandoshlar.domains.commissions.acts._steps import lock_sitting, take_step
from watandoshlar.domains.commissions.models import Sitting
from watandoshlar.domains.commissions.queries import ZONE, get_commission, today
from watandoshlar.domains.commissions.rules.commissions import kept_rules
from watandoshlar.foundation import clock


@transaction.atomic
def open_sitting(*, acting_user, sitting: int, present: Collection[int] = ()) -> Sitting:
    """Open a sitting on its day with who is there (ids of seats). The rules of the table are kept with it.

    Raises BeforeItsTime, AnotherBallot while another sitting of the commission is in session, StepRefused and what
    `lock_sitting` raises.
    """
    row, _seat = lock_sitting(acting_user, sitting)
    if row.planned_for.astimezone(ZONE).date() > today():
        raise errors.BeforeItsTime
    if Sitting.objects.filter(commission=row.commission, state="opened").exists():
        raise errors.AnotherBallot
    row.rules, row.opened_at = kept_rules(get_commission(row.commission)), clock.now()
    take_step(row, "open", acting_user=acting_user, also_save=("rules", "opened_at"), rules=row.rules["sha256"])
    note_there(row, present, acting_user=acting_user)
    return row
