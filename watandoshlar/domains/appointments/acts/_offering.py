"""Offering a time to who waits: held for them for some hours, then for the next."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._holding import insert_held
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import lock_day, lock_serving, lock_wish, take_wish_step
from watandoshlar.domains.appointments.models import Opening, Visit, Wish
from watandoshlar.domains.appointments.queries import FreePlaces, Wanted, opened_until
from watandoshlar.domains.appointments.rules.places import Place
from watandoshlar.domains.appointments.rules.plan import Plan
from watandoshlar.foundation import clock

SOONEST_OFFER = timedelta(hours=6)
"""What begins sooner is offered to nobody: a letter would come too late. It is free for who looks."""
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
    # Half of the time that is left: the other half is for the next, if there is no answer.
    held_until = clock.now() + min(free.plan.offer, (place.starts_at - clock.now()) / 2)
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


def offer_to(pk: UUID, place: Place, free: FreePlaces, drawn_in: Opening | None, *, acting_user) -> bool:
    """Offer the place to a wish, unless it waits no more or somebody was faster."""
    wish = lock_wish(pk)
    return still_waits(wish) and offer(wish, place, free, acting_user=acting_user, drawn_in=drawn_in) is not None


def still_waits(wish: Wish) -> bool:
    """Whether nothing is held for the wish; who has just chosen a time alone is offered no other."""
    return wish.state == "waiting" and not Visit.objects.open().of_subject(wish.subject).exists()


def places_to_offer(post: Post) -> FreePlaces | None:
    """What is free on every day that is open or being drawn; None when there is no such day."""
    first, last = today_at(post), opened_until(post, "opened", "drawn")
    return FreePlaces(post, first, last) if last and last >= first else None


def serve(wish: Wish, free: FreePlaces, drawn: Opening | None, *, acting_user) -> int:
    """Offer the first place that suits, in a transaction of its own. Where somebody was faster, the next is tried."""
    while place := first_place(wish, free):
        with transaction.atomic():
            lock_serving(wish.post_id)
            day = place.starts_at.astimezone(free.zone).date()
            drawn_in = drawn if drawn and drawn.first_day <= day <= drawn.last_day else None
            if offer_to(wish.pk, place, free, drawn_in, acting_user=acting_user):
                return 1
        if not still_waits(Wish.objects.get(pk=wish.pk)):
            return 0
    return 0
