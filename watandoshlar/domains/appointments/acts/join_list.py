from datetime import date, timedelta

from django.db import transaction

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._caps import check_caps
from watandoshlar.domains.appointments.acts._steps import leave_traces, lock_open_visit, lock_open_wish, serve_soon
from watandoshlar.domains.appointments.models import Wish
from watandoshlar.domains.appointments.party import Party
from watandoshlar.domains.appointments.queries import plan_at

REACH = timedelta(days=366)


@transaction.atomic
def join_list(*, acting_user, party: Party, first_day: date, last_day: date) -> Wish:
    """Ask for a visit in a period: a place in the draw of every opening that has days of it, and on the waiting list.

    One entry for a subject, however often one joins. Raises NoVisitsHere, PeriodUnfit, WaitsAlready, HasVisit,
    CapOfPerson, CapOfFamily.
    """
    plan = plan_at(party.post)
    today = today_at(party.post)
    if not (first_day <= last_day and today <= last_day <= today + REACH):
        raise errors.PeriodUnfit
    check_caps(party, plan)
    if lock_open_visit(party.subject):
        raise errors.HasVisit
    if lock_open_wish(party.subject):
        raise errors.WaitsAlready
    wish = Wish(
        post=party.post,
        account=party.account,
        service=party.service,
        subject=party.subject,
        subjects=list(party.subjects),
        people=len(party.people),
        tokens=party.tokens,
        minutes=party.minutes,
        lane=party.lane,
        first_day=max(first_day, today),
        last_day=last_day,
    )
    wish.save(force_insert=True)
    leave_traces(wish, "join", acting_user=acting_user, wish=str(wish.pk), lane=wish.lane)
    serve_soon(wish)
    return wish
