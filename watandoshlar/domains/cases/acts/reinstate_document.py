from django.db import transaction

from watandoshlar.domains.cases.acts._documents import lock_case_with_document
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.certificates.api import reinstate_certificate


@transaction.atomic
def reinstate_document(*, acting_user, reference: str, reason: str) -> Case:
    """End the suspension of the document of a case and tell its applicant; for the head of the post.

    What rests on it counts again too, unless it was paused for itself. Raises NothingIssued, OwnApplication, and the
    refusals of `reinstate_certificate`.
    """
    case, certificate = lock_case_with_document(acting_user, reference)
    facts = {"certificate": certificate.number, "reason": reason}
    reinstate_certificate(acting_user=acting_user, number=certificate.number, reason=reason)
    note_event(case, "reinstate_document", acting_user=acting_user, **facts)
    occasion = f"{certificate.status_changes.count()}"
    write_to_applicant(case, "document_reinstated", acting_user=acting_user, occasion=occasion, **facts)
    return case
