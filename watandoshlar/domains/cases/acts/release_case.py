from django.db import transaction

from watandoshlar.capabilities.access.api import has_role
from watandoshlar.domains.cases.acts._steps import lock_case_at_post, take_step
from watandoshlar.domains.cases.errors import NotYourCase
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def release_case(*, acting_user, reference: str) -> Case:
    """Put a case back into the queue: its officer does, or the head of the post for an officer who is away."""
    case = lock_case_at_post(acting_user, reference)
    if case.officer_id != acting_user.pk and not has_role(acting_user, "head", case.post):
        raise NotYourCase
    case.officer = None
    take_step(case, "release", acting_user=acting_user, also_save=("officer",), is_public=False)
    return case
