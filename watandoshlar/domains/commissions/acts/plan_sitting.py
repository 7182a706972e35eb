from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._letters import tell_members
from watandoshlar.domains.commissions.acts._steps import leave_trace, secretary_in
from watandoshlar.domains.commissions.models import Sitting
from watandoshlar.domains.commissions.queries import get_commission
from watandoshlar.foundation import clock

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic
def plan_sitting(*, acting_user, commission: str, planned_for: datetime | None) -> Sitting:
    """The secretary or the chair calls a sitting; its members are told.

    Raises CommissionNotFound, NotSeated, NotSecretary, DayNeeded.
    """
    get_commission(commission)
    secretary_in(acting_user, commission)
    if planned_for is None or planned_for < clock.now():
        raise errors.DayNeeded
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"commission:sitting:{commission}"])
    last = Sitting.objects.filter(commission=commission).aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting(commission=commission, number=last + 1, planned_for=planned_for, planned_by=acting_user)
    sitting.save(force_insert=True)
    leave_trace(sitting, "plan_sitting", acting_user=acting_user, planned_for=planned_for.isoformat())
    tell_members(sitting, "sitting_planned", acting_user=acting_user)
    return sitting
