from django.db import transaction

from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.acts._steps import lock_case_at_post
from watandoshlar.domains.cases.acts.take_case import take_case
from watandoshlar.domains.cases.families import family_of
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def take_family(*, acting_user, reference: str) -> list[Case]:
    """An officer takes every case of a family that waits in the queue of their post, in one sitting.

    Cases that somebody else has taken, or that went to another post, stay where they are. Raises what `take_case` does
    for the case that is named.
    """
    case = lock_case_at_post(acting_user, reference)
    taken = [take_case(acting_user=acting_user, reference=reference)]
    for member in family_of(case):
        if member.pk != case.pk and member.post_id == case.post_id and states.may("take", member.state):
            taken.append(take_case(acting_user=acting_user, reference=member.reference))
    return taken
