from django.db import transaction

from watandoshlar.domains.appointments.api import Wish, leave_list
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant


@transaction.atomic
def stop_waiting(*, acting_user, reference: str) -> Wish:
    """The applicant leaves the waiting list. Raises CaseNotFound and what `leave_list` raises."""
    case = lock_case_of_applicant(acting_user, reference)
    return leave_list(acting_user=acting_user, subject=case.reference)
