from django.db import transaction

from watandoshlar.domains.cases.acts._issuing import issue_approved
from watandoshlar.domains.cases.acts._steps import check_reader, lock_case_at_post
from watandoshlar.domains.cases.models import Case


@transaction.atomic
def issue_document(*, acting_user, reference: str) -> Case:
    """Issue the document of an approved case, sealed in the same transaction: both exist or neither. It then waits
    for its applicant, as the service says. A document that takes the place of another makes that one superseded.

    Raises NoDocument, NumberRefused for a document that the application names and that does not count any more,
    IssuedOnce and DocumentWouldHaveEnded.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    issue_approved(case, acting_user=acting_user)
    return case
