"""Offering a time to who waits: held for them for some hours, then for the next."""

from datetime import date, timedelta

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._holding import insert_held
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import lock_day, take_wish_step
from watandoshlar.domains.appointments.models import Opening, Visit, Wish
from watandoshlar.domains.appointments.queries import FreePlaces, Wanted
from watandoshlar.domains.appointments.rules.places import Place
from watandoshlar.domains.appointments.rules.plan import Plan
from watandoshlar.foundation import clock

SOONEST_OFFER = timedelta(hours=12)
"""What begins sooner is offered to nobody: a letter would come too late. It is free for who looks."""
ENDS_BEFORE = timedelta(hours=6)
MOST_UNANSWERED = 3
"""Who lets so many offers pass does not wait any more."""


def wanted_by(wish: Wish, plan: Plan, day: date) -> Wanted:
    """What would suit the wish on a day. Slots of the courtesy lane that nobody took are for all shortly before."""
    is_near = day - today_at(wish.post) <= timedelta(days=plan.courtesy_days)
    return wish.service, wish.minutes, is_near or wish.lane != "ordinary"


def first_place(wish: Wish, free: FreePlaces, instead_of: Place | None = None) -> Place | None:
    """The earliest free place in the period of the wish; with `instead_of` one that takes up a part of that place."""
    soonest = clock.now() + SOONEST_OFFER
    day, last = max(free.first, wish.first_day), min(free.last, wish.last_day)
    while day <= last:
        for place in free.on(day, wanted_by(wish, free.plan, day)):
            if place.starts_at >= soonest and (instead_of is None or place.overlaps(instead_of)):
                return place
        day += timedelta(days=1)
    return None


def offer(wish: Wish, place: Place, free: FreePlaces, *, acting_user, drawn_in: Opening | None = None) -> Visit | None:
    """Hold the place for who waits, and tell them; None when somebody was faster. The wish is locked by the caller."""
    lock_day(wish.post_id, place.starts_at.astimezone(free.zone).date())
    free.take(place)
    held_until = min(clock.now() + free.plan.offer, place.starts_at - ENDS_BEFORE)
    try:
        visit = insert_held(
            wish,
            place,
            acting_user=acting_user,
            held_until=held_until,
            lane=wish.lane,
            wish=wish,
            drawn_in=drawn_in,
        )
    except errors.PlaceTaken:
        return None
    take_wish_step(wish, "offer", acting_user=acting_user, visit=str(visit.pk))
    write_about(
        visit,
        "visit_offered",
        acting_user=acting_user,
        occasion=f"offered-{visit.pk}",
        held_until=held_until.isoformat(),
    )
    return visit
