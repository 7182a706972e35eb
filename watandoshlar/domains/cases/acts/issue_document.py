from django.db import transaction

from watandoshlar.domains.cases.acts._hand_overs import make_ready
from watandoshlar.domains.cases.acts._issuing import check_document
from watandoshlar.domains.cases.acts._steps import check_reader, check_step, lock_case_at_post, take_step
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.documents import certificate_record
from watandoshlar.domains.cases.errors import NoDocument
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.certificates.api import (
    Certificate,
    CertificateRecord,
    certificate_numbered,
    issue_certificate,
    reissue_certificate,
)


@transaction.atomic
def issue_document(*, acting_user, reference: str) -> Case:
    """Issue the document of an approved case, sealed in the same transaction: both exist or neither. It then waits
    for its applicant, as the service says. A document that takes the place of another makes that one superseded.

    Raises NoDocument, NumberRefused for a document that the application names and that does not count any more, and
    DocumentWouldHaveEnded.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    check_step(case, "issue")
    service = service_of(case)
    if service.definition.document is None:
        raise NoDocument
    answers = answers_of(case)
    check_document(case, journey_of_case(case, answers))
    record = certificate_record(case, service, answers)
    certificate = _issued(case, record, acting_user=acting_user)
    take_step(case, "issue", acting_user=acting_user, certificate=certificate.number)
    make_ready(case, acting_user=acting_user)
    return case


def _issued(case: Case, record: CertificateRecord, *, acting_user) -> Certificate:
    if record.replaces:
        # Nobody is reminded to fetch what is replaced.
        replaced = certificate_numbered(record.replaces)
        HandOver.objects.filter(case__reference=replaced.subject, state="ready").update(chase_on=None)
        return reissue_certificate(
            acting_user=acting_user, number=record.replaces, record=record, subject=case.reference
        )
    return issue_certificate(
        acting_user=acting_user,
        subject=case.reference,
        person=case.about,
        record=record,
        rests_on=record.rests_on,
    )
