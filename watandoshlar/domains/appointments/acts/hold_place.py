from datetime import datetime

from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._caps import check_caps
from watandoshlar.domains.appointments.acts._holding import insert_held
from watandoshlar.domains.appointments.acts._steps import (
    lock_day,
    lock_open_visit,
    lock_open_wish,
    take_step,
    take_wish_step,
)
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.party import Party
from watandoshlar.domains.appointments.queries import SOONEST_HOLD, FreePlaces, opened_until, plan_at
from watandoshlar.foundation import clock


@transaction.atomic
def hold_place(*, acting_user, party: Party, starts_at: datetime) -> Visit:
    """Hold a free time of an open day for some minutes; who confirms it in time has the visit.

    A time held for the subject before is let go; a visit that is booked stays until the new time is confirmed. Raises
    NoVisitsHere, CapOfPerson, CapOfFamily, PlaceTaken.
    """
    plan = plan_at(party.post)
    check_caps(party, plan)
    booked = _let_go(party, acting_user=acting_user)
    day, last = today_at(party.post, starts_at), opened_until(party.post)
    if last is None or day > last or starts_at < clock.now() + SOONEST_HOLD:
        raise errors.PlaceTaken
    lock_day(party.post.pk, day)
    free = FreePlaces(party.post, day, day).on(day, (party.service, party.minutes, party.is_courtesy))
    place = next((place for place in free if place.starts_at == starts_at), None)
    if place is None:
        raise errors.PlaceTaken
    return insert_held(
        party, place, acting_user=acting_user, held_until=clock.now() + plan.hold, replaces=booked, lane=party.lane
    )


def _let_go(party: Party, *, acting_user) -> Visit | None:
    """End a hold that the subject has, offered or chosen; the visit that is booked."""
    visit = lock_open_visit(party.subject)
    if visit is None or visit.state != "held":
        return visit
    booked = visit.replaces
    wish = lock_open_wish(party.subject)
    take_step(visit, "cancel", acting_user=acting_user)
    if wish and wish.state == "offered":
        take_wish_step(wish, "pass", acting_user=acting_user)
    return booked
