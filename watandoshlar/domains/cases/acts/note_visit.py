from uuid import UUID

from django.db import transaction

from watandoshlar.domains.appointments.api import Visit, attend_visit, get_visit, miss_visit
from watandoshlar.domains.cases.acts._steps import lock_case_at_post


@transaction.atomic
def note_visit(*, acting_user, visit_id: UUID, came: bool, identity: str = "") -> Visit:
    """An officer of the post notes whether the people of a visit came, and how they made sure who they are.

    Raises VisitNotFound, RoleMissing, OwnApplication and what `attend_visit` and `miss_visit` raise.
    """
    for reference in sorted(get_visit(visit_id).subjects):
        lock_case_at_post(acting_user, reference)
    if came:
        return attend_visit(acting_user=acting_user, visit_id=visit_id, identity=identity)
    return miss_visit(acting_user=acting_user, visit_id=visit_id)
