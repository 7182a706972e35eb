from django.db import transaction

from watandoshlar.domains.cases.acts._hand_overs import make_ready
from watandoshlar.domains.cases.acts._steps import check_reader, check_step, lock_case_at_post, take_step
from watandoshlar.domains.cases.errors import DocumentIssued
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import service_of


@transaction.atomic
def mark_ready(*, acting_user, reference: str) -> Case:
    """The result of an approved case is at the post and can be handed over, where no sealed document is issued for it.

    Raises DocumentIssued for a service that gives a document: `issue_document` makes that ready.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    check_step(case, "issue")
    if service_of(case).definition.document is not None:
        raise DocumentIssued
    take_step(case, "issue", acting_user=acting_user)
    make_ready(case, acting_user=acting_user)
    return case
