"""What the acts on issued documents share."""

from collections.abc import Iterator
from contextlib import contextmanager

from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case_at_post, note_event
from watandoshlar.domains.cases.errors import NothingIssued
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.certificates.api import Certificate, certificate_of, documents_resting_on


def lock_case_with_document(acting_user, reference: str) -> tuple[Case, Certificate]:
    """A case of the officer's post and the document that it ended with. Raises NothingIssued, OwnApplication."""
    case = lock_case_at_post(acting_user, reference)
    certificate = certificate_of(reference)
    if certificate is None:
        raise NothingIssued
    return case, certificate


@contextmanager
def telling_those_that_follow(certificate: Certificate, *, acting_user) -> Iterator[None]:
    """Around a change of a document's status: whose own document follows it is told, nothing of why."""
    before = {one.number: one.status for one in documents_resting_on(certificate)}
    yield
    for one in documents_resting_on(certificate):
        if before.get(one.number) == one.status:
            continue
        case = Case.objects.select_related("account", "about", "post").filter(reference=one.subject).first()
        if case is None:
            continue
        note_event(case, "document_follows", acting_user=acting_user, certificate=one.number, status=one.status)
        write_to_applicant(
            case,
            "document_follows",
            acting_user=acting_user,
            occasion=f"{one.status}-{one.status_changes.count()}",
            certificate=one.number,
            status=one.status,
        )
