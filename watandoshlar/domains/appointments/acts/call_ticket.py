from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_day
from watandoshlar.domains.appointments.models import Ticket
from watandoshlar.domains.appointments.queries import plan_at, tickets_on
from watandoshlar.foundation import clock


@transaction.atomic
def call_ticket(*, acting_user, post: Post, window: int) -> Ticket:
    """Call the next number to a window: the courtesy lane first. The one called there before is done.

    Raises RoleMissing, NoVisitsHere, WindowUnknown, NobodyWaits.
    """
    require_officer(acting_user, post)
    if not 1 <= window <= plan_at(post).windows:
        raise errors.WindowUnknown
    day = today_at(post)
    lock_day(post.pk, day)
    tickets_on(post, day).filter(state="called", window=window).update(state="done")
    ticket = tickets_on(post, day).filter(state="waiting").order_by("-is_courtesy", "number").first()
    if ticket is None:
        raise errors.NobodyWaits
    ticket.state, ticket.window, ticket.called_at = "called", window, clock.now()
    ticket.save(update_fields=["state", "window", "called_at"])
    append_entry(
        acting_user=acting_user,
        act="call_ticket",
        chain=f"post:{post.code}",
        facts={"day": day.isoformat(), "ticket": ticket.number, "window": window},
    )
    return ticket
