from django.db import transaction

from watandoshlar.domains.cases.acts._documents import lock_case_with_document
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.certificates.api import suspend_certificate


@transaction.atomic
def suspend_document(*, acting_user, reference: str, reason: str) -> Case:
    """Let the document of a case not count for the time being, and tell its applicant why and how to appeal.

    For the head of the post; whoever holds what rests on it is told too. Raises NothingIssued, OwnApplication, and the
    refusals of `suspend_certificate`.
    """
    case, certificate = lock_case_with_document(acting_user, reference)
    facts = {"certificate": certificate.number, "reason": reason}
    suspend_certificate(acting_user=acting_user, number=certificate.number, reason=reason)
    note_event(case, "suspend_document", acting_user=acting_user, **facts)
    occasion = f"{certificate.status_changes.count()}"
    write_to_applicant(case, "document_suspended", acting_user=acting_user, occasion=occasion, **facts)
    return case
