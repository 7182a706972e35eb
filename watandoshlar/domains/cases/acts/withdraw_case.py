from django.db import transaction

from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, take_step
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def withdraw_case(*, acting_user, reference: str) -> Case:
    """The applicant takes the application back before it is decided. An open request for items ends with it."""
    case = lock_case_of_applicant(acting_user, reference)
    take_step(case, "withdraw", acting_user=acting_user)
    return case
