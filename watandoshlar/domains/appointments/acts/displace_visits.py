from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.posts.api import Post, all_posts, today_at
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import (
    for_the_platform,
    lock_visit,
    lock_wish,
    take_step,
    take_wish_step,
)
from watandoshlar.domains.appointments.acts._wishing import wait_again
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.queries import FreePlaces, takes_visits
from watandoshlar.foundation import clock


def displace_visits(*, acting_user) -> int:
    """Find visits at times at which their post receives nobody any more: a decree closed the day, hours or windows
    changed. Who had one is told, waits before everybody else and is offered another time; returns how many.

    Only the platform itself does this.
    """
    for_the_platform(acting_user)
    posts = [post for post in all_posts(clock.now().date()) if takes_visits(post)]
    return sum(_displace_at(post, acting_user=acting_user) for post in posts)


def _displace_at(post: Post, *, acting_user) -> int:
    ahead = Visit.objects.open().filter(post=post, span__startswith__gt=clock.now()).order_by("span")
    visits = list(ahead)
    if not visits:
        return 0
    first, last = today_at(post, visits[0].starts_at), today_at(post, visits[-1].starts_at)
    there = FreePlaces(post, first, last)
    unfit = [
        visit for visit in visits if not there.day(today_at(post, visit.starts_at)).fits(visit.place, visit.service)
    ]
    return sum(_displace(visit.pk, there.plan.ahead, acting_user=acting_user) for visit in unfit)


@transaction.atomic
def _displace(pk, ahead: int, *, acting_user) -> bool:
    visit = lock_visit(pk)
    if visit.closed_at is not None:
        return False
    was_held = visit.state == "held"
    # Nobody else can have this place: it is none any more.
    visit.is_taken = False
    take_step(visit, "displace", acting_user=acting_user, also_save=("is_taken",))
    if was_held:
        if visit.wish_id and (wish := lock_wish(visit.wish_id)).state == "offered":
            take_wish_step(wish, "pass", acting_user=acting_user)
        return True
    today = today_at(visit.post)
    last = max(today, today_at(visit.post, visit.starts_at)) + timedelta(days=ahead)
    wait_again(visit, "displaced", today, last, acting_user=acting_user)
    write_about(visit, "visit_displaced", acting_user=acting_user, occasion=f"displaced-{visit.pk}")
    return True
