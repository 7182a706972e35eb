from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import (
    leave_traces,
    lock_open_visit,
    lock_open_wish,
    take_step,
    take_wish_step,
)
from watandoshlar.domains.appointments.models import Visit
from watandoshlar.domains.appointments.party import Party
from watandoshlar.domains.appointments.states import IDENTITIES
from watandoshlar.foundation import clock


@transaction.atomic
def receive_walk_in(*, acting_user, party: Party, identity: str) -> Visit:
    """An officer of the post has received who came without an appointment. A visit that lay ahead is cancelled, a wish
    ended: they are not needed any more. Raises RoleMissing, IdentityNeeded.
    """
    require_officer(acting_user, party.post)
    if identity not in IDENTITIES:
        raise errors.IdentityNeeded
    ahead, wish = lock_open_visit(party.subject), lock_open_wish(party.subject)
    if wish:
        take_wish_step(wish, "leave", acting_user=acting_user)
    while ahead:
        take_step(ahead, "cancel", acting_user=acting_user)
        ahead = lock_open_visit(party.subject)
    visit = Visit(
        post=party.post,
        account=party.account,
        service=party.service,
        subject=party.subject,
        subjects=list(party.subjects),
        people=len(party.people),
        tokens=party.tokens,
        lane=party.lane,
        state="attended",
        identity=identity,
        received_by=acting_user,
        closed_at=clock.now(),
    )
    visit.save(force_insert=True)
    leave_traces(visit, "attend", acting_user=acting_user, visit=str(visit.pk), identity=identity)
    return visit
