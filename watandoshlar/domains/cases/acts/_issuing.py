"""What must hold of a document before it is promised, and again before it is issued; and its issue."""

from django.utils.translation import get_language

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._hand_overs import make_ready
from watandoshlar.domains.cases.acts._steps import check_step, lock_case, take_step
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.documents import certificate_record, last_day
from watandoshlar.domains.cases.errors import DocumentWouldHaveEnded, IssuedOnce, NoDocument
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.named_documents import check_numbers, held_already, named_documents
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.certificates.api import (
    Certificate,
    CertificateRecord,
    certificate_numbered,
    certificate_of,
    hold_documents,
    hold_holder,
    issue_certificate,
    reissue_certificate,
)


def check_document(case: Case, journey: Journey) -> None:
    """Raises NumberRefused for a document that the application names and that does not count any more, IssuedOnce and
    DocumentWouldHaveEnded. Asked before an approval, which would otherwise promise what cannot be issued."""
    today, document = today_at(case.post), journey.definition.document
    if document and document.once:
        # Whoever issues the same to the same person at this moment was seen here, or finds what is issued.
        hold_holder(case.about_id)
    # Whoever withdraws one of them at this moment was seen here, or will find what is approved.
    hold_documents(named_documents(journey))
    check_numbers(journey, case.applicant_id, case.about_id, today, service_of(case).texts(get_language()))
    if held := held_already(journey, case.about_id, today):
        raise IssuedOnce(numbers=", ".join(one.number for one in held))
    if document and (day := last_day(journey, today)) and day < today:
        raise DocumentWouldHaveEnded(day=day)


def issue_approved(case: Case, *, acting_user) -> Certificate:
    """Seal the document of a case that is locked, and let its result wait for the applicant, who is told."""
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
    return certificate


def issue_in_run(*, acting_user, subject: str) -> Certificate:
    """One item of a signing run. What an officer has issued in the meantime is the document that was wanted."""
    case = lock_case(subject)
    if case.state == "issued" and (certificate := certificate_of(subject)):
        return certificate
    return issue_approved(case, acting_user=acting_user)


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
