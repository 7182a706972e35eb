from django.db import transaction

from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import lock_open_visit, lock_open_wish, take_step, take_wish_step
from watandoshlar.domains.appointments.models import Visit


@transaction.atomic
def cancel_visit(*, acting_user, subject: str) -> Visit:
    """Give up the time that is held or booked; somebody who waits gets it. A hold that would move a visit ends alone.

    Who was offered the time leaves the waiting list with it only by leaving it. Raises VisitNotFound.
    """
    visit = lock_open_visit(subject)
    if visit is None:
        raise errors.VisitNotFound
    wish = lock_open_wish(subject)
    was_held = visit.state == "held"
    take_step(visit, "cancel", acting_user=acting_user)
    if wish and wish.state == "offered":
        wish.unanswered += 1
        take_wish_step(wish, "pass", acting_user=acting_user, also_save=("unanswered",))
    if not was_held:
        write_about(visit, "visit_cancelled", acting_user=acting_user, occasion=f"cancelled-{visit.pk}")
    return visit
