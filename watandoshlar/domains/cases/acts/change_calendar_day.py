from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from watandoshlar.capabilities.access.api import has_role, require_role
from watandoshlar.capabilities.posts.api import CalendarDay, Post, add_calendar_day

RECOMPUTE_TERMS = "cases.recompute_terms"
TERMS = "terms"
DISPLACE_VISITS = "appointments.displace_visits"
VISITS = "visits"


@transaction.atomic
def change_calendar_day(
    *, acting_user, day: date, works: bool, source: str, state: str, post: Post | None = None, country: str = ""
) -> CalendarDay:
    """Open or close a day at a post, at all offices of a country or at all posts, as a decree or order says.

    The ministry may for all of them, the head of a post for the own one. Jobs, deferred in this transaction, move the
    terms that the day concerns and find the visits for which the post is closed now. Raises RoleMissing and what
    `add_calendar_day` raises.
    """
    if post is None or not has_role(acting_user, "head", post):
        require_role(acting_user, "ministry")
    change = add_calendar_day(
        acting_user=acting_user, day=day, works=works, source=source, state=state, post=post, country=country
    )
    # By name: the task is above the acts. The id is all that the queue learns.
    app.configure_task(RECOMPUTE_TERMS, queue=TERMS).defer(calendar_day_id=change.pk)
    app.configure_task(DISPLACE_VISITS, queue=VISITS).defer()
    return change
