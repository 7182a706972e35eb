from datetime import timedelta

from django.db import transaction

from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_visit, take_step
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.queries import plan_at, takes_visits
from watandoshlar.domains.appointments.rules.reminding import DAYS_BEFORE, answer_by, reminder_due
from watandoshlar.foundation import clock


def remind_visits(*, acting_user) -> int:
    """Ask who has a visit in 30, 7 or 3 days whether they still come; returns how many were asked.

    Who does not confirm in time loses the time to somebody who waits. Each letter is its own transaction. Only the
    platform itself does this.
    """
    for_the_platform(acting_user)
    now = clock.now()
    near = (now, now + timedelta(days=max(DAYS_BEFORE)))
    ahead = Visit.objects.filter(state="booked", span__startswith__gt=near[0], span__startswith__lte=near[1])
    return sum(_remind(pk, acting_user=acting_user) for pk in list(ahead.order_by("span").values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk, *, acting_user) -> bool:
    visit, now = lock_visit(pk), clock.now()
    if visit.state != "booked" or not takes_visits(visit.post):
        return False
    days = reminder_due(visit.starts_at, visit.confirmed_at, visit.reminded, now)
    if days is None:
        return False
    visit.reminded, visit.answer_by = days, answer_by(now, plan_at(visit.post).answer, visit.starts_at)
    take_step(visit, "remind", acting_user=acting_user, also_save=("reminded", "answer_by"), days=days)
    write_about(
        visit,
        "visit_reminder",
        acting_user=acting_user,
        occasion=f"reminder-{visit.pk}-{days}",
        answer_by=visit.answer_by.isoformat(),
    )
    return True
