from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_wish, take_wish_step
from watandoshlar.domains.appointments.models import Wish
from watandoshlar.foundation import clock

ACROSS_ZONES = timedelta(days=1)


def end_wishes(*, acting_user) -> int:
    """End every wish whose period is over, and tell who waited; returns how many.

    Only the platform itself does this.
    """
    for_the_platform(acting_user)
    over = Wish.objects.filter(state="waiting", last_day__lt=clock.now().date() + ACROSS_ZONES)
    return sum(_end(pk, acting_user=acting_user) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _end(pk, *, acting_user) -> bool:
    wish = lock_wish(pk)
    if wish.state != "waiting" or wish.last_day >= today_at(wish.post):
        return False
    take_wish_step(wish, "end", acting_user=acting_user)
    write_about(wish, "wish_ended", acting_user=acting_user, occasion=f"ended-{wish.pk}")
    return True
