from django.db import transaction

from watandoshlar.domains.appointments.api import Visit, confirm_visit
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant


@transaction.atomic
def keep_visit(*, acting_user, reference: str) -> Visit:
    """The applicant takes the time that is held for them, or says after a reminder that they come.

    Raises CaseNotFound and what `confirm_visit` raises.
    """
    case = lock_case_of_applicant(acting_user, reference)
    return confirm_visit(acting_user=acting_user, subject=case.reference)
