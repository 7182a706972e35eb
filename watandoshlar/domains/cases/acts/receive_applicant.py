from django.db import transaction

from watandoshlar.domains.appointments.api import Visit, receive_walk_in
from watandoshlar.domains.cases.acts._steps import lock_case_at_post
from watandoshlar.domains.cases.visiting import party_of


@transaction.atomic
def receive_applicant(*, acting_user, reference: str, identity: str) -> Visit:
    """An officer of the post has received the applicant without an appointment, and says how they made sure who it is.

    Raises CaseNotFound, RoleMissing, OwnApplication, NoVisitNeeded, VisitNotNow and what `receive_walk_in` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    return receive_walk_in(acting_user=acting_user, party=party_of(case), identity=identity)
