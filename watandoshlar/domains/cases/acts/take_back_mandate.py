from django.db import transaction

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import Mandate, end_mandate
from watandoshlar.capabilities.people.api import errors as people_errors
from watandoshlar.domains.cases.acts._steps import lock_case_of_officer, note_event
from watandoshlar.domains.cases.mandates import mandates_for


@transaction.atomic
def take_back_mandate(*, acting_user, reference: str, mandate_id: int) -> Mandate:
    """The officer of the case hears that the paper counts no more: the power was revoked, the guardianship has ended.

    Raises MandateNotFound for a paper of another case, and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    if mandate_id not in {mandate.pk for mandate in mandates_for(case)}:
        raise people_errors.MandateNotFound
    mandate = end_mandate(acting_user=acting_user, mandate_id=mandate_id, account=case.account)
    note_event(case, "end_mandate", acting_user=acting_user, mandate=mandate.pk)
    # They cannot read the case any more, and are told why.
    notify(
        acting_user=acting_user,
        account=case.account,
        code="mandate_ended",
        key=f"{reference}:mandate-{mandate.pk}",
        facts={"reference": reference},
    )
    return mandate
