from django.db import transaction

from watandoshlar.domains.cases.acts._steps import lock_case_of_officer_or_for_head, take_step
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def release_case(*, acting_user, reference: str) -> Case:
    """Put a case back into the queue: its officer does, or the head of the post for an officer who is away.

    A second officer was named by that officer only, and reads it no more.
    """
    case = lock_case_of_officer_or_for_head(acting_user, reference)
    case.officer = case.second_officer = None
    take_step(case, "release", acting_user=acting_user, also_save=("officer", "second_officer"), is_public=False)
    return case
