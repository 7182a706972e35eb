from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import key_ring
from watandoshlar.capabilities.posts.api import Post, all_posts, today_at
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_serving
from watandoshlar.domains.appointments.models import Opening
from watandoshlar.domains.appointments.queries import next_opening, plan_at, takes_visits
from watandoshlar.domains.appointments.rules.draw import seed_hash
from watandoshlar.domains.appointments.rules.plan import Plan
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import new_data_key

BEFOREHAND = timedelta(days=1)
"""So long before its window an opening is announced at least."""
SOONEST_DAY = timedelta(days=3)
"""The first opening of a post begins so long after its window: an offer of the draw has its whole time, so that who
reads letters once a day has it as good as who reads them by machine."""


def announce_openings(*, acting_user) -> int:
    """For every post that has no opening ahead: say which days open in which window, and publish the hash of the seed.

    Returns how many were announced. Only the platform itself does this.
    """
    for_the_platform(acting_user)
    posts = [post for post in all_posts(clock.now().date()) if takes_visits(post)]
    return sum(announce(post, acting_user=acting_user) is not None for post in posts)


@transaction.atomic
def announce(post: Post, *, acting_user) -> Opening | None:
    lock_serving(post.pk)
    if next_opening(post):
        return None
    plan, last = plan_at(post), Opening.objects.filter(post=post).aggregate(number=Max("number"), day=Max("last_day"))
    on = _next_window(post, plan)
    first_day = max((last["day"] or date.min) + timedelta(days=1), on + SOONEST_DAY)
    last_day = on + timedelta(days=plan.ahead)
    if last_day < first_day:
        return None
    # A data key is what a seed has to be: 32 random bytes, at rest under the key of the installation.
    seed, sealed = new_data_key(key_ring())
    opening = Opening(
        post=post,
        number=(last["number"] or 0) + 1,
        first_day=first_day,
        last_day=last_day,
        begins_at=_at(post, on, plan.opening_hours[0]),
        ends_at=_at(post, on, plan.opening_hours[1]),
        sealed_seed=sealed,
        seed_hash=seed_hash(seed.key),
    )
    opening.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="announce_opening",
        chain=f"post:{post.code}",
        facts={
            "opening": opening.number,
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "begins_at": opening.begins_at.isoformat(),
            "ends_at": opening.ends_at.isoformat(),
            "seed_hash": opening.seed_hash,
        },
    )
    return opening


def _next_window(post: Post, plan: Plan) -> date:
    """The first day of the weekday whose window begins late enough to be announced before."""
    soonest = clock.now() + BEFOREHAND
    days = (today_at(post) + timedelta(days=number) for number in range(1, 9))
    return next(
        day for day in days if day.weekday() == plan.opening_day and _at(post, day, plan.opening_hours[0]) >= soonest
    )


def _at(post: Post, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(post.zone))
