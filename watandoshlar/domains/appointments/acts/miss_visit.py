from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_visit, take_step
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.foundation import clock


@transaction.atomic
def miss_visit(*, acting_user, visit_id) -> Visit:
    """An officer of the post notes that nobody came, once the time has begun. Who comes late is still received.

    Raises VisitNotFound, RoleMissing, NotYetMissed, VisitStepRefused.
    """
    visit = lock_visit(visit_id)
    require_officer(acting_user, visit.post)
    if visit.span is None or visit.starts_at > clock.now():
        raise errors.NotYetMissed
    take_step(visit, "miss", acting_user=acting_user)
    return visit
