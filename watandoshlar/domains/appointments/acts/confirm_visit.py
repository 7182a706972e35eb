from django.db import transaction

from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import (
    lock_open_visit,
    lock_open_wish,
    lock_visit,
    take_step,
    take_wish_step,
)
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.foundation import clock


@transaction.atomic
def confirm_visit(*, acting_user, subject: str) -> Visit:
    """Take the time that is held, or say again that one comes. What the new time moves is released; a wish is met.

    Confirming what is confirmed changes nothing. Raises VisitNotFound, HoldEnded.
    """
    visit = lock_open_visit(subject)
    if visit is None:
        raise errors.VisitNotFound
    if visit.state == "booked":
        return visit
    now = clock.now()
    if visit.state == "held":
        if visit.held_until <= now:
            raise errors.HoldEnded
        if visit.replaces_id:
            take_step(lock_visit(visit.replaces_id), "move", acting_user=acting_user, to=str(visit.pk))
        wish = lock_open_wish(subject)
        if wish:
            take_wish_step(wish, "meet", acting_user=acting_user)
        visit.booked_at = now
    visit.confirmed_at, visit.answer_by = now, None
    is_new = visit.state == "held"
    take_step(visit, "confirm", acting_user=acting_user, also_save=("booked_at", "confirmed_at", "answer_by"))
    if is_new:
        write_about(visit, "visit_booked", acting_user=acting_user, occasion=f"booked-{visit.pk}")
    return visit
