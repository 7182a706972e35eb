from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._officers import write_to_officers
from watandoshlar.domains.cases.acts._steps import check_open, lock_case_of_officer, note_event
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import is_barred


@transaction.atomic
def name_second_officer(*, acting_user, reference: str, colleague_id: int) -> Case:
    """The officer of a confidential case names who of the post may read it besides them and the head, and confirm.

    Naming another one ends the reading of the former. Raises NotConfidential, UnknownColleague, WrongState and what
    `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    check_open(case)
    if not case.is_confidential:
        raise errors.NotConfidential
    colleague = next((account for account in workers_at(case.post) if account.pk == colleague_id), None)
    if colleague is None or colleague.pk in (acting_user.pk, case.account_id) or is_barred(colleague, case):
        raise errors.UnknownColleague
    case.second_officer = colleague
    case.save(update_fields=["second_officer"])
    note_event(case, "name_second_officer", acting_user=acting_user, is_public=False, account=colleague.pk)
    key = f"{case.reference}:{case.events.count()}"
    write_to_officers(case, [colleague], acting_user=acting_user, code="second_officer_named", key=key)
    return case
