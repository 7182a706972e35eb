from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_visit, take_step
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.states import IDENTITIES

NOTED_UNTIL = timedelta(days=1)


@transaction.atomic
def attend_visit(*, acting_user, visit_id, identity: str) -> Visit:
    """An officer of the post notes that the party came, and how it was made sure who they are: on the day or the next.

    Raises VisitNotFound, RoleMissing, IdentityNeeded, NotToday, VisitStepRefused.
    """
    visit = lock_visit(visit_id)
    require_officer(acting_user, visit.post)
    if identity not in IDENTITIES:
        raise errors.IdentityNeeded
    today = today_at(visit.post)
    if visit.span is None or not today - NOTED_UNTIL <= today_at(visit.post, visit.starts_at) <= today:
        raise errors.NotToday
    visit.identity, visit.received_by = identity, acting_user
    take_step(visit, "attend", acting_user=acting_user, also_save=("identity", "received_by"), identity=identity)
    return visit
