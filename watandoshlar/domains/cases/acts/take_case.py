from django.db import transaction

from watandoshlar.domains.cases.acts._steps import lock_case_at_post, take_step
from watandoshlar.domains.cases.errors import OfficerBarred
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import is_barred


@transaction.atomic
def take_case(*, acting_user, reference: str) -> Case:
    """An officer of the post takes a waiting case; from now on they may read its answers and nobody else decides it.

    Raises CaseNotFound, RoleMissing, OwnApplication, OfficerBarred, WrongState (somebody was faster).
    """
    case = lock_case_at_post(acting_user, reference)
    if is_barred(acting_user, case):
        raise OfficerBarred
    case.officer = acting_user
    take_step(case, "take", acting_user=acting_user, also_save=("officer",))
    return case
