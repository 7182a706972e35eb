from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._offering import MOST_UNANSWERED
from watandoshlar.domains.appointments.acts._steps import (
    for_the_platform,
    lock_visit,
    lock_wish,
    take_step,
    take_wish_step,
)
from watandoshlar.domains.appointments.acts._wishing import wait_again
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.queries import plan_at, takes_visits
from watandoshlar.foundation import clock


def lapse_visits(*, acting_user) -> int:
    """Release every time whose hold, offer or reminder ended without an answer; returns how many.

    Who let an offer pass waits behind the others, and after three of them no more. Who did not confirm a booked visit
    is told and waits again. Each is its own transaction. Only the platform itself does this.
    """
    for_the_platform(acting_user)
    now = clock.now()
    over = Visit.objects.filter(Q(state="held", held_until__lte=now) | Q(state="asked", answer_by__lte=now))
    return sum(_lapse(pk, acting_user=acting_user) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk, *, acting_user) -> bool:
    visit, now = lock_visit(pk), clock.now()
    is_over = (visit.state == "held" and visit.held_until <= now) or (visit.state == "asked" and visit.answer_by <= now)
    # Somebody has answered in the meantime.
    if not is_over:
        return False
    was_booked = visit.state == "asked"
    take_step(visit, "lapse", acting_user=acting_user)
    if was_booked:
        write_about(visit, "visit_lapsed", acting_user=acting_user, occasion=f"lapsed-{visit.pk}")
        if takes_visits(visit.post):
            today = today_at(visit.post)
            last = today + timedelta(days=plan_at(visit.post).ahead)
            wait_again(visit, visit.lane, today, last, acting_user=acting_user)
    elif visit.wish_id:
        _let_pass(visit, acting_user=acting_user)
    return True


def _let_pass(visit: Visit, *, acting_user) -> None:
    wish = lock_wish(visit.wish_id)
    if wish.state != "offered":
        return
    wish.unanswered += 1
    if wish.unanswered >= MOST_UNANSWERED:
        take_wish_step(wish, "end", acting_user=acting_user, also_save=("unanswered",))
        write_about(wish, "wish_ended", acting_user=acting_user, occasion=f"ended-{wish.pk}")
        return
    wish.rank, wish.lost, wish.turn_at = None, 0, clock.now()
    take_wish_step(wish, "pass", acting_user=acting_user, also_save=("unanswered", "rank", "lost", "turn_at"))
