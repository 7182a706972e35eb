from django.db import transaction

from watandoshlar.domains.cases.acts._hand_overs import make_ready
from watandoshlar.domains.cases.acts._steps import check_reader, check_step, lock_case_at_post, take_step
from watandoshlar.domains.cases.documents import certificate_record
from watandoshlar.domains.cases.errors import NoDocument
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.certificates.api import issue_certificate


@transaction.atomic
def issue_document(*, acting_user, reference: str) -> Case:
    """Issue the document of an approved case, sealed in the same transaction: both exist or neither. It then waits
    for its applicant, as the service says."""
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    check_step(case, "issue")
    service = service_of(case)
    if service.definition.document is None:
        raise NoDocument
    certificate = issue_certificate(
        acting_user=acting_user,
        subject=case.reference,
        person=case.about,
        record=certificate_record(case, service, answers_of(case)),
    )
    take_step(case, "issue", acting_user=acting_user, certificate=certificate.number)
    make_ready(case, acting_user=acting_user)
    return case
