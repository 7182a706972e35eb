from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.cases.acts._steps import lock_case, lock_case_at_post
from watandoshlar.domains.cases.errors import NothingIssued
from watandoshlar.domains.cases.models import Case, CaseEvent
from watandoshlar.domains.certificates.api import certificate_of, revoke_certificate


@transaction.atomic
def withdraw_document(*, acting_user, reference: str, reason: str) -> Case:
    """Withdraw the document of a case for good and tell its applicant why. For the head of the post, or SYSTEM.

    The case stays as it was decided: what a document is worth, the register says. Raises NothingIssued, OwnApplication,
    and the refusals of `revoke_certificate`.
    """
    case = lock_case(reference) if acting_user is SYSTEM else lock_case_at_post(acting_user, reference)
    certificate = certificate_of(reference)
    if certificate is None:
        raise NothingIssued
    revoke_certificate(acting_user=acting_user, number=certificate.number, reason=reason)
    facts = {"certificate": certificate.number, "reason": reason}
    CaseEvent(
        case=case,
        account=None if acting_user is SYSTEM else acting_user,
        name="withdraw_document",
        from_state=case.state,
        to_state=case.state,
        facts=facts,
    ).save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="withdraw_document",
        chain=case.chain,
        facts={"case": case.reference, **facts},
    )
    notify(
        acting_user=acting_user,
        account=case.account,
        code="document_withdrawn",
        key=case.reference,
        facts={"reference": case.reference, "version": case.version_id, **facts},
    )
    return case
