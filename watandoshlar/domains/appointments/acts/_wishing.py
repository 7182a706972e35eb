"""Those whose visit ended without their doing wait again, with nothing to type."""

from datetime import date, timedelta

from watandoshlar.domains.appointments.acts._steps import leave_traces, lock_open_wish, serve_soon
from watandoshlar.domains.appointments.models import Visit, Wish


def wait_again(visit: Visit, lane: str, first_day: date, last_day: date, *, acting_user) -> Wish:
    """A wish for what the visit was; the one that is open already, if there is one."""
    wish = lock_open_wish(visit.subject)
    if wish:
        return wish
    length = visit.span.upper - visit.span.lower
    wish = Wish(
        post=visit.post,
        account=visit.account,
        service=visit.service,
        subject=visit.subject,
        subjects=visit.subjects,
        people=visit.people,
        tokens=visit.tokens,
        minutes=length // timedelta(minutes=1),
        lane=lane,
        first_day=first_day,
        last_day=last_day,
    )
    wish.save(force_insert=True)
    leave_traces(wish, "join", acting_user=acting_user, wish=str(wish.pk), lane=lane)
    serve_soon(wish)
    return wish
