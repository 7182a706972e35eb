from datetime import timedelta

from django.db import transaction

from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_visit, take_step
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.foundation import clock

NOTED_WITHIN = timedelta(days=2)
"""So long officers have to note who came."""


def close_forgotten(*, acting_user) -> int:
    """Nobody noted that somebody came: after two days the visit counts as missed and hinders no other; returns how
    many. Only the platform itself does this."""
    for_the_platform(acting_user)
    over = Visit.objects.filter(state__in=("booked", "asked"), span__endswith__lt=clock.now() - NOTED_WITHIN)
    return sum(_close(pk, acting_user=acting_user) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _close(pk, *, acting_user) -> bool:
    visit = lock_visit(pk)
    if visit.state not in ("booked", "asked"):
        return False
    take_step(visit, "miss", acting_user=acting_user, by="platform")
    return True
