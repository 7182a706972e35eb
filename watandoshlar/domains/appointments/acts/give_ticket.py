from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_day
from watandoshlar.domains.appointments.models import Ticket
from watandoshlar.domains.appointments.queries import is_walk_in_day, plan_at, tickets_on


@transaction.atomic
def give_ticket(*, acting_user, post: Post, is_courtesy: bool = False) -> Ticket:
    """The next number of today for who came without an appointment. Raises RoleMissing, NoVisitsHere, NoWalkIn,
    TicketsGone."""
    require_officer(acting_user, post)
    plan, day = plan_at(post), today_at(post)
    if not is_walk_in_day(post):
        raise errors.NoWalkIn
    lock_day(post.pk, day)
    number = tickets_on(post, day).count() + 1
    if number > plan.tickets:
        raise errors.TicketsGone
    ticket = Ticket(post=post, day=day, number=number, is_courtesy=is_courtesy)
    ticket.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="give_ticket",
        chain=f"post:{post.code}",
        facts={"day": day.isoformat(), "ticket": number, "courtesy": is_courtesy},
    )
    return ticket
