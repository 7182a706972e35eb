from django.db import transaction

from watandoshlar.domains.appointments.api import Visit, cancel_visit
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant


@transaction.atomic
def give_up_visit(*, acting_user, reference: str) -> Visit:
    """The applicant cancels the visit or lets a held time go. Raises CaseNotFound and what `cancel_visit` raises."""
    case = lock_case_of_applicant(acting_user, reference)
    return cancel_visit(acting_user=acting_user, subject=case.reference)
